import { isIP } from "node:net";
import { FetchError } from "../errors.ts";
import { isBadPort } from "./bad-ports.ts";
import { isLocalName, isOverlayName } from "./special-names.ts";

export interface AddressRules {
  /** Names of the private network; their addresses must then be in a range that the operator allows. */
  allowLocalNames: boolean;
  /** Names such as those of Tor, which only a proxy can reach. */
  allowOverlayNames: boolean;
}

/** Characters; servers refuse longer ones (RFC 9110, 4.1 asks for 8,000 to be supported at least). */
const MAX_LENGTH = 8_000;

/**
 * An address that may be asked for, as far as its text tells; which address a name leads to is checked when it is looked
 * up. Asked for every hop of a redirect.
 *
 * @param base what a relative address is relative to
 * @throws FetchError FETCH_BAD_ADDRESS, FETCH_BLOCKED_ADDRESS
 */
export function checkAddress(address: string, rules: AddressRules, base?: URL): URL {
  const refuse = (why: string) =>
    new FetchError("FETCH_BAD_ADDRESS", `${shown(address)} cannot be fetched: ${why}`);
  if (address.length > MAX_LENGTH) throw refuse(`it is longer than ${MAX_LENGTH} characters`);
  // The URL parser drops tabs and line ends without a word.
  if (/\p{Cc}/u.test(address.trim())) throw refuse("it has control characters");
  if (!URL.canParse(address, base?.href)) throw refuse("it is not an address");
  const url = new URL(address, base);
  if (url.username || url.password) {
    // The message goes into logs; the password must not.
    throw new FetchError(
      "FETCH_BAD_ADDRESS",
      `An address at ${url.host} cannot be fetched: a user name or password in an address is not supported`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refuse("only http and https are fetched");
  if (url.port === "0") throw refuse("port 0 does not exist");
  if (isBadPort(url.port)) throw refuse(`port ${url.port} is one of another protocol`);
  checkName(url.hostname, rules, refuse);
  url.hash = "";
  return url;
}

function checkName(hostname: string, rules: AddressRules, refuse: (why: string) => FetchError): void {
  if (isIP(hostname.replace(/^\[|\]$/g, ""))) return;
  const name = hostname.replace(/\.$/, "");
  // RFC 1035, 2.3.4.
  if (name.length > 253 || name.split(".").some((label) => label === "" || label.length > 63))
    throw refuse("its host is not a name");
  if (isOverlayName(name) && !rules.allowOverlayNames)
    throw new FetchError("FETCH_BLOCKED_ADDRESS", `${name} can be reached through a proxy alone`);
  if (isLocalName(name) && !rules.allowLocalNames) {
    throw new FetchError(
      "FETCH_BLOCKED_ADDRESS",
      `${name} is a name of a private network. If it shall be fetched, add its address to WIREFOLD_ALLOW_PRIVATE`,
    );
  }
}

/** An address as a message may have it: no user name, no password, no query, no end. */
function shown(address: string): string {
  return address
    .slice(0, 200)
    .replace(/\/\/[^/]*@/, "//")
    .replace(/\?.*$/s, "?…");
}
