import ipaddr from "ipaddr.js";

/** Says whether an IP address may be connected to. */
export type AddressGuard = (address: string) => boolean;

/** Addresses that are public by range and still inner services: the Azure wire server. */
const DENIED = new Set(["168.63.129.16"]);

/** The only range of IPv6 that the IANA has assigned for global unicast (RFC 4291, 2.4). */
const GLOBAL_UNICAST_V6: [ipaddr.IPv4 | ipaddr.IPv6, number] = ipaddr.parseCIDR("2000::/3");

/**
 * A guard that refuses every address that is not publicly routable: loopback, private, link-local, carrier NAT,
 * documentation, multicast, and IPv6 forms that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo).
 *
 * @param allowPrivate CIDR ranges that may be fetched all the same
 */
export function createAddressGuard(allowPrivate: readonly string[]): AddressGuard {
  const allowed = allowPrivate.map((range) => ipaddr.parseCIDR(range));
  return (address) => {
    if (address.includes("%") || !ipaddr.isValid(address)) return false;
    const ip = ipaddr.parse(address);
    if (allowed.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits)))
      return true;
    if (DENIED.has(ip.toString()) || ip.range() !== "unicast") return false;
    return ip.kind() === "ipv4" || ip.match(GLOBAL_UNICAST_V6);
  };
}
