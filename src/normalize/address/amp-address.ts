/**
 * Publishers whose AMP edition is a host of its own with the very paths of the site. An `amp.` host means this on no
 * other site: elsewhere paths differ, or it is a site about amplifiers.
 */
const AMP_HOSTS = new Map([
  ["amp.theguardian.com", "www.theguardian.com"],
  ["amp.dw.com", "www.dw.com"],
  ["amp.france24.com", "www.france24.com"],
]);

/** WordPress's dated permalinks alone: `/glossary/amp` is an article, `/2021/05/some-title/amp/` is an edition of one. */
const WORDPRESS = /^(\/\d{4}\/\d\d\/(?:\d\d\/)?(?=[^/]*[a-z])[^/]+)\/amp(\/?)$/i;

/** The AMP selector of Adobe Experience Manager, and of sites built like it. */
const SELECTOR = /(?<!\.amp)\.amp\.html$/;

/** `/news/world-europe-56969575.amp` */
const BBC = /^([^.]+)\.amp$/;

/** Turns the address of an article's AMP edition into the article's, where the publisher's pattern is certain. */
export function withoutAmp(url: URL): void {
  if (!url.href.includes("amp")) return;
  const host = AMP_HOSTS.get(url.hostname);
  if (host) url.hostname = host;
  const path = url.pathname;
  if (path.endsWith(".html")) setPath(url, path.replace(SELECTOR, ".html"));
  else if (/^(www\.)?bbc\.(com|co\.uk)$/.test(url.hostname)) setPath(url, path.replace(BBC, "$1"));
  else setPath(url, path.replace(WORDPRESS, "$1$2"));
}

function setPath(url: URL, path: string): void {
  if (path !== url.pathname) url.pathname = path;
}
