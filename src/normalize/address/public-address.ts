import { MAX_ADDRESS } from "../limits.ts";

/**
 * An address of the web as the feed gives it, without a name and password: those are for the one who wrote them down, and
 * make an address read as one of another host.
 *
 * @returns `null` for what is not a web address, or too long to be one
 */
export function publicAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  const published = url.username || url.password ? withoutCredentials(url).href : address;
  return published !== null && published.length <= MAX_ADDRESS ? published : null;
}

export function withoutCredentials(url: URL): URL {
  if (url.username) url.username = "";
  if (url.password) url.password = "";
  return url;
}
