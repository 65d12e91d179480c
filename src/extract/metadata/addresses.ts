import type { EntrySource } from "../../model.ts";
import { siteOf } from "../../site.ts";
import { type Found, firstFound, firstMeta } from "./found.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

export interface Addresses {
  /** The page's own word for where it is, of the same site. */
  canonical: Found<string> | null;
  image: Found<string> | null;
  /** Addresses of other sites that it gives as its own. */
  elsewhere: EntrySource[];
}

/** The address that a page gives itself, if it is of the page's site; another site's is no address, but says who wrote it. */
export function findAddresses(facts: PageFacts, linked: LinkedArticle, url: string): Addresses {
  const { canonical, metas } = facts;
  const places: (readonly [string, string | null])[] = [
    ["canonical", canonical],
    ["og:url", metas.get("og:url")?.[0] ?? null],
    ["json-ld mainEntityOfPage", linked.url],
  ];
  let own: Found<string> | null = null;
  const elsewhere: EntrySource[] = [];
  for (const [from, value] of places) {
    const address = webAddress(value, url);
    if (!address) continue;
    if (!isSameSite(address, url)) elsewhere.push({ from, name: null, url: address.href });
    else if (!own && leadsToAPage(address, url)) own = { value: address.href, from };
  }
  const image = firstFound([
    firstMeta(metas, ["og:image", "twitter:image"]),
    ["json-ld image", linked.image],
  ]);
  const picture = image && webAddress(image.value, url);
  return { canonical: own, image: picture ? { value: picture.href, from: image.from } : null, elsewhere };
}

/** An absolute address of the web; `null` for anything else. */
export function webAddress(value: string | null | undefined, base: string): URL | null {
  const address = value ? URL.parse(value.trim(), base) : null;
  return address?.protocol === "http:" || address?.protocol === "https:" ? address : null;
}

/** Of the same registrable domain. A page that came as a file has none, and is believed. */
function isSameSite(address: URL, url: string): boolean {
  const own = URL.parse(url);
  if (!own || own.hostname === "") return true;
  return siteOf(address) === siteOf(own);
}

/** Some sites give every page the address of their front page. */
const leadsToAPage = (address: URL, url: string): boolean =>
  address.pathname !== "/" || address.search !== "" || URL.parse(url)?.pathname === "/";
