import { defendedAddress } from "./url-defense.ts";

type Unwrap = (url: URL) => string | null;

/**
 * Services that carry the address of a page inside their own, by host, or by the host's parent domain. Shorteners and
 * FeedBurner's redirects are not among them: what they lead to, only they know.
 */
const WRAPPERS: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  // Redirects that leave a site.
  ["bing.com", parameter(/^\/news\/apiclick\.aspx$/i, "url")],
  ["duckduckgo.com", parameter(/^\/l\/$/, "uddg")],
  ["facebook.com", parameter(/^\/l\.php$/, "u")],
  ["l.instagram.com", parameter(/^\/$/, "u")],
  ["linkedin.com", parameter(/^\/(?:safety\/go|redir\/redirect)\/?$/, "url")],
  ["out.reddit.com", parameter(/^\//, "url")],
  ["slack-redir.net", parameter(/^\/link$/, "url")],
  ["t.me", parameter(/^\/iv$/, "url")],
  ["t.umblr.com", parameter(/^\/redirect$/, "z")],
  ["vk.com", parameter(/^\/away\.php$/, "to")],
  ["youtube.com", parameter(/^\/redirect$/, "q")],
  ["translate.google.com", parameter(/^\/translate$/, "u")],
  ["news.google.com", (url) => fromParameter(url, "url") ?? fromNewsToken(url)],
  // Mail filters.
  ["safelinks.protection.outlook.com", parameter(/^\//, "url")],
  ["urldefense.com", defendedAddress],
  ["urldefense.us", defendedAddress],
  ["urldefense.proofpoint.com", defendedAddress],
  // Copies.
  ["archive.org", fromArchive],
  ["cdn.ampproject.org", fromAmpCache],
  ["translate.goog", fromTranslation],
]);

const GOOGLE = /^(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/;

/**
 * The address that a known service wraps, as it says it.
 *
 * @returns `null` where nothing is wrapped, or no web address
 */
export function wrappedAddress(url: URL): string | null {
  const host = url.hostname;
  const unwrap =
    WRAPPERS.get(host) ??
    WRAPPERS.get(host.slice(host.indexOf(".") + 1)) ??
    (host.includes("google.") && GOOGLE.test(host) ? fromGoogle : undefined);
  const address = unwrap?.(url) ?? null;
  return address !== null && isWeb(address) ? address : null;
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

function parameter(path: RegExp, name: string): Unwrap {
  return (url) => (path.test(url.pathname) ? fromParameter(url, name) : null);
}

function fromParameter(url: URL, name: string): string | null {
  const address = url.searchParams.get(name);
  return address && isWeb(address) ? address : null;
}

/** Search results and alerts: `/url?q=`, where `q` may be what was searched for. The AMP viewer: `/amp/s/host/path`. */
function fromGoogle(url: URL): string | null {
  if (url.pathname === "/url") return fromParameter(url, "url") ?? fromParameter(url, "q");
  return url.pathname.startsWith("/amp/") ? schemeless(url, "/amp/") : null;
}

/** `/c/s/host/path` for a page, `v` in its viewer; the cache's own parameters are among the tracking ones. */
function fromAmpCache(url: URL): string | null {
  const kind = /^\/(?:[cvi]|wp)\//.exec(url.pathname)?.[0];
  return kind === undefined ? null : schemeless(url, kind);
}

/** AMP's way to write an address: `s/` for https, nothing for http. */
function schemeless({ pathname, search }: URL, before: string): string | null {
  const rest = pathname.slice(before.length);
  const address = rest.startsWith("s/") ? `https://${rest.slice(2)}` : `http://${rest}`;
  // Without a dotted host it is another page of the service.
  if (!/^https?:\/\/[^/]+\.[^/]/.test(address)) return null;
  // The viewer escapes the query's question mark; undone only before what marks an AMP edition.
  return address.replace(/%3f(?:amp(?:(?:=|%3d)(?:1|true))?|outputtype(?:=|%3d)amp)$/i, "") + search;
}

/**
 * Until 2024, the token of a story was a message with its address in plain sight: 08 13 22, length, address. Later ones
 * hold an opaque key, which only Google can resolve.
 */
function fromNewsToken({ pathname }: URL): string | null {
  const token = /\/(?:articles|read)\/(CBMi[\w-]+)$/.exec(pathname)?.[1];
  if (token === undefined) return null;
  const bytes = Buffer.from(token, "base64url");
  const [low = 0, high = 0] = bytes.subarray(3, 5);
  // A varint of one or two bytes: longer addresses than 16,383 there are none.
  const [start, length] = low < 0x80 ? [4, low] : [5, (low & 0x7f) | (high << 7)];
  const address = bytes.subarray(start, start + length).toString("latin1");
  return address.length === length && /^[!-~]+$/.test(address) ? address : null;
}

/** Wayback Machine: `/web/20210503154300id_/https://host/path`; the scheme may be missing or have lost a slash. */
function fromArchive({ href, pathname }: URL): string | null {
  if (!/^\/web\/\d{4,14}(?:[a-z]{2}_)?\/./.test(pathname)) return null;
  const address = href.slice(href.indexOf("/web/") + 5).replace(/^\w+\//, "");
  if (/^https?:/i.test(address)) return address.replace(/^(https?:)\/*/i, "$1//");
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(address) ? `http://${address}` : null;
}

/**
 * Google Translate's proxy writes a host as one label: `-` for a dot, `--` for a hyphen. With `_x_tr_enc` it was encoded
 * in further ways and is left alone.
 */
function fromTranslation({ hostname, pathname, search, hash }: URL): string | null {
  const parts = search.slice(1).split("&");
  const [own, others] = [parts.filter(isTranslators), parts.filter((part) => !isTranslators(part))];
  if (own.some((part) => /^_x_tr_(?:enc|hp)\b/.test(part))) return null;
  const label = hostname.slice(0, hostname.indexOf("."));
  const host = label.replaceAll(/--?/g, (dashes) => (dashes === "-" ? "." : "-"));
  if (!host.includes(".")) return null;
  const scheme = own.includes("_x_tr_sch=http") ? "http" : "https";
  return `${scheme}://${host}${pathname}?${others.join("&")}${hash}`;
}

const isTranslators = (part: string): boolean => part.startsWith("_x_tr_");
