/** Names that mean something only within one machine or network (RFC 6761, 6762, 8375; ICANN for `internal`). */
const LOCAL = new Set([
  "corp",
  "home",
  "home.arpa",
  "internal",
  "intranet",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "private",
  "svc",
]);

/** Names that are never asked of the DNS (RFC 7686, RFC 9476); a proxy may know what to do with them. */
const OVERLAY = new Set(["alt", "i2p", "onion"]);

/** Whether a host name is one of a private network: a special one, or a single label, which search domains complete. */
export function isLocalName(hostname: string): boolean {
  const labels = labelsOf(hostname);
  return labels.length < 2 || LOCAL.has(labels.at(-1) ?? "") || LOCAL.has(labels.slice(-2).join("."));
}

/** Whether a host name belongs to a network with names of its own, such as Tor. */
export function isOverlayName(hostname: string): boolean {
  return OVERLAY.has(labelsOf(hostname).at(-1) ?? "");
}

const labelsOf = (hostname: string): string[] => hostname.toLowerCase().replace(/\.$/, "").split(".");
