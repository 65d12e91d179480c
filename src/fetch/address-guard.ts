import ipaddr from "ipaddr.js";

/** Says whether an IP address may be connected to. */
export type AddressGuard = (address: string) => boolean;

/** Addresses that are public by range and still inner services: the Azure wire server. */
const DENIED = new Set(["168.63.129.16"]);

/** The only range of IPv6 that the IANA has assigned for global unicast (RFC 4291, 2.4). */
const GLOBAL_UNICAST_V6: [ipaddr.IPv4 | ipaddr.IPv6, number] = ipaddr.parseCIDR("2000::/3");

/**
 * A guard that admits what is in these ranges, and nothing else.
 *
 * @param ranges in CIDR notation
 */
export function createRangeGuard(ranges: readonly string[]): AddressGuard {
  const parsed = ranges.map((range) => ipaddr.parseCIDR(range));
  return (address) => {
    const ip = parseAddress(address);
    return (
      ip !== null && parsed.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits))
    );
  };
}

/**
 * A guard that refuses every address that is not publicly routable: loopback, private, link-local, carrier NAT,
 * documentation, multicast, and IPv6 forms that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo, ISATAP).
 *
 * @param allowPrivate CIDR ranges that may be fetched all the same
 */
export function createAddressGuard(allowPrivate: readonly string[]): AddressGuard {
  const isAllowed = createRangeGuard(allowPrivate);
  return (address) => {
    const ip = parseAddress(address);
    if (ip === null) return false;
    if (isAllowed(address)) return true;
    if (DENIED.has(ip.toString()) || ip.range() !== "unicast") return false;
    return "octets" in ip || (ip.match(GLOBAL_UNICAST_V6) && !isIsatap(ip));
  };
}

function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return address.includes("%") || !ipaddr.isValid(address) ? null : ipaddr.parse(address);
}

/** An interface identifier that holds an IPv4 address to tunnel to (RFC 5214, 6.1). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x0200);
}
