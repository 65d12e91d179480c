import type { Entry } from "../../model.ts";
import { withoutAmp } from "./amp-address.ts";
import { MAX_ADDRESS } from "../limits.ts";
import { withoutCredentials } from "./public-address.ts";
import { withoutTracking } from "./tracking-parameters.ts";
import { wrappedAddress } from "./wrapped-address.ts";

/** A link is shared through few services at once; more wrappers than this were stacked to keep us busy. */
const MAX_WRAPPERS = 5;

/**
 * The address that every copy of an article's link leads to: out of the wrappers of mail filters, redirects and caches,
 * without credentials, tracking parameters and fragment, and not its AMP edition. Two different articles never get the
 * same. A fragment that is a route of its own (`#!/…`, `#/…`) is kept. Host, default port and dot segments are
 * normalized by the URL parser (WHATWG URL).
 *
 * The canonical address of a canonical address is itself.
 *
 * @returns `null` for what is not a web address, or too long to be one
 */
export function canonicalUrl(address: string | null): string | null {
  const url = address === null ? null : webAddress(address);
  if (!url) return null;
  const { href } = clean(unwrapped(url));
  return href.length > MAX_ADDRESS ? null : href;
}

/** The same of an entry. FeedBurner replaces every link by its own, and prints the publisher's beside it. */
export function canonicalUrlOf({ url, sources }: Pick<Entry, "url" | "sources">): string | null {
  const original = sources.find(({ from }) => from === "feedburner:origLink");
  return canonicalUrl(original?.url ?? null) ?? canonicalUrl(url);
}

function webAddress(address: string): URL | null {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  // The root's own dot (RFC 1034, 3.1) names the same host; more than one names none.
  if (/[^.]\.$/.test(url.hostname)) url.hostname = url.hostname.slice(0, -1);
  return url;
}

/** What is wrapped in too many layers stays as it is: half unwrapped, it would not be the same the next time. */
function unwrapped(url: URL): URL {
  let inner = url;
  for (let layer = 0; layer <= MAX_WRAPPERS; layer++) {
    const address = wrappedAddress(inner);
    const next = address === null ? null : webAddress(address);
    if (!next) return inner;
    inner = next;
  }
  return url;
}

/** Every change makes the URL parser work, so only what has to go is set. */
function clean(url: URL): URL {
  withoutCredentials(url);
  if (!/^#!?\//.test(url.hash)) dropFragment(url);
  else if (url.hash.includes(":~:")) url.hash = url.hash.replace(/:~:.*/s, "");
  if (url.search) {
    const search = withoutTracking(url);
    if (search !== url.search) url.search = search;
  }
  // A bare question mark shows in the whole address alone.
  if (!url.search && url.href.includes("?")) url.search = "";
  withoutAmp(url);
  return url;
}

/** An empty fragment shows in the whole address alone. */
function dropFragment(url: URL): void {
  if (url.hash || url.href.endsWith("#")) url.hash = "";
}
