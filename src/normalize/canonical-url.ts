import { MAX_ADDRESS } from "./limits.ts";

/** Query parameters that say where a reader came from, never which article is meant. */
const TRACKING =
  /^(utm_\w+|mtm_\w+|pk_(campaign|kwd|source|medium)|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(enc|mi)|cmpid|ref_src)$/i;

/**
 * The address that every copy of an article's link leads to: without tracking parameters and fragment. Host and default
 * port are normalized by the URL parser. A fragment that is a route of its own (`#!/…`, `#/…`) is kept.
 *
 * @returns `null` for what is not a web address, or too long to be one
 */
export function canonicalUrl(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  url.username = "";
  url.password = "";
  if (!/^#!?\//.test(url.hash)) url.hash = "";
  // Touching searchParams re-encodes the whole query, so it is left alone where nothing has to go.
  const parameters = [...url.searchParams];
  const telling = parameters.filter(([name]) => !TRACKING.test(name));
  if (telling.length < parameters.length) url.search = new URLSearchParams(telling).toString();
  return url.href.length > MAX_ADDRESS ? null : url.href;
}
