const MAX_SITEMAPS = 20;
const MAX_LINE = 2_000;

/** Addresses that a robots.txt gives in its lines `Sitemap:` (https://www.sitemaps.org/protocol.html#submit_robots). */
export function sitemapsInRobots(text: string): string[] {
  const found = new Set<string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const address = /^\s*sitemap\s*:\s*(\S+)/i.exec(line.slice(0, MAX_LINE))?.[1];
    if (address !== undefined && /^https?:\/\//i.test(address)) found.add(address);
    if (found.size === MAX_SITEMAPS) break;
  }
  return [...found];
}
