import ipaddr from "ipaddr.js";
import { parse } from "tldts";

/** Whose server an address leads to. */
export interface HostUnit {
  /** What is paced together: a registrable domain, an IP address, or one host name. */
  unit: string;
  /** Host name without port, brackets and a final dot. */
  host: string;
  /** Whether anybody could be behind it: its name ends in a public suffix, or it is an IP address that is nobody's own. */
  isPublic: boolean;
}

export type UnitOf = (url: URL) => HostUnit;

/**
 * The unit of an address. With `domain`, that is what somebody registered: the name below the Public Suffix List's
 * suffix, those of its private section included, so that the owners of `a.github.io` and `b.github.io` are apart. An IP
 * address is a unit of its own, whatever the port.
 *
 * @param ownRanges CIDR ranges of the operator's own: addresses in them are not public, and neither is a name without a
 *   public suffix, such as `rss.lan`, while there are such ranges
 */
export function unitBy(scope: "domain" | "host", ownRanges: readonly string[]): UnitOf {
  const own = ownRanges.map((range) => ipaddr.parseCIDR(range));
  const isOwn = (address: string): boolean => {
    const ip = ipaddr.process(address);
    return own.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits));
  };
  return (url) => {
    const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
    if (ipaddr.isValid(host)) return { unit: host, host, isPublic: !isOwn(host) };
    const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true, extractHostname: false });
    const unit = scope === "domain" ? (domain ?? host) : host;
    return { unit, host, isPublic: own.length === 0 || isIcann === true || isPrivate === true };
  };
}
