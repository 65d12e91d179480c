import { absoluteUrl } from "../absolute-url.ts";
import type { DateHint } from "../../date/date-hint.ts";
import { parseDate } from "../../date/parse-date.ts";
import { siteOf } from "../../site.ts";
import { children, firstText, type XmlNode } from "../xml/xml-element.ts";
import { byDate } from "./by-date.ts";

/** Sitemaps of an index that one poll reads: what is new stands in those that changed last. */
const MAX_READ = 3;

/**
 * Addresses of the sitemaps of an index that changed last, of the same site as the index: another one's would be read in
 * its name. Those without a date come last, in their order.
 *
 * @param address of the index; without it, nothing tells whose the sitemaps are
 */
export function newestParts(sitemaps: readonly XmlNode[], address: string | null, dates: DateHint): string[] {
  const parts = sitemaps.map((node) => ({
    url: absoluteUrl(firstText(children(node, "loc")), address),
    changed: parseDate(firstText(children(node, "lastmod")), "lastmod", dates),
  }));
  const site = webSiteOf(address);
  const own = parts.filter(({ url }) => site !== null && url !== address && webSiteOf(url) === site);
  const newest = byDate(own, ({ changed }) => changed?.value ?? null).map(({ url }) => url);
  return [...new Set(newest.filter((url) => url !== null))].slice(0, MAX_READ);
}

/** `null` for what is no web address. */
function webSiteOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? siteOf(url) : null;
}
