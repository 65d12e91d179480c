import type { HostUnit } from "../hosts/host-unit.ts";
import type { FetchedDocument } from "../model.ts";
import { feedLinksIn } from "../parse/page/feed-links.ts";

/** An address where a feed may be, and why that is thought. */
export interface Candidate {
  url: string;
  from: "page" | "robots.txt" | "link" | "usual path";
}

/** Where feeds and sitemaps usually are: WordPress, Jekyll and Hugo, Drupal, JSON Feed, news sitemaps. */
const USUAL_PATHS = [
  "/feed",
  "/rss.xml",
  "/feed.xml",
  "/atom.xml",
  "/rss",
  "/index.xml",
  "/feed.json",
  "/news-sitemap.xml",
  "/sitemap-news.xml",
  "/sitemap.xml",
];

/** Links and lines of robots.txt that are followed; a site with more of them has a page that lists its feeds. */
const MAX_NAMED = 12;

/**
 * Where the feeds of a site may be, what the site itself says first. Links to other sites are left out, as they lead to
 * other sites' feeds; what a site declares may be anywhere.
 *
 * @param sitemaps that its robots.txt names
 */
export function feedCandidates(
  page: FetchedDocument,
  sitemaps: readonly string[],
  unitOf: (url: URL) => HostUnit,
): Candidate[] {
  const site = unitOf(new URL(page.url)).unit;
  const isOwn = (url: string): boolean => URL.canParse(url) && unitOf(new URL(url)).unit === site;
  const { declared, linked } = feedLinksIn(page);
  const named: Candidate[] = [
    ...declared.map((url) => ({ url, from: "page" as const })),
    ...sitemaps.filter(isOwn).map((url) => ({ url, from: "robots.txt" as const })),
    ...linked.filter(isOwn).map((url) => ({ url, from: "link" as const })),
  ];
  const usual = USUAL_PATHS.map((path) => ({
    url: new URL(path, page.url).href,
    from: "usual path" as const,
  }));
  const candidates = new Map<string, Candidate>();
  for (const candidate of [...named.slice(0, MAX_NAMED), ...usual])
    if (!candidates.has(key(candidate))) candidates.set(key(candidate), candidate);
  return [...candidates.values()];
}

/** The same address with and without a slash at the end is asked for once. */
const key = ({ url }: Candidate): string => url.replace(/#.*$/, "").replace(/\/$/, "");
