import { hash } from "node:crypto";
import { keepPlaceholders } from "./dated-address.ts";

/**
 * The address of a feed as it is stored, or why it cannot be one. `feed:` is an old way to write a link to a feed.
 * Placeholders of a date, such as `{yyyy}`, stay as they are.
 *
 * @throws Error with the reason alone; the caller knows the place
 */
export function feedAddress(text: string): string {
  const address = text
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, "")
    .replace(/^feed:\/\//i, "http://");
  const url = URL.parse(address);
  if (!url) throw new Error(`"${text}" is not an address`);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new Error(`"${text}" is not an http or https address`);
  if (url.username || url.password)
    throw new Error(`"${url.host}": a user name or password in an address is not supported`);
  url.hash = "";
  return keepPlaceholders(url.href, url.host);
}

/** Id of a feed: from the address that it was first registered with, and never changed afterwards. */
export function feedId(address: string): string {
  return `f${hash("sha256", address).slice(0, 12)}`;
}
