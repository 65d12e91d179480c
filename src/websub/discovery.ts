import type { DocumentContent, FetchedDocument } from "../model.ts";
import { type HeaderLink, readLinkHeader } from "./link-header.ts";

/** Where to subscribe, and what to. */
export interface Advertised {
  hub: string;
  topic: string;
}

/** Longer addresses are not kept. */
const MAX_ADDRESS = 2_000;

/**
 * The hub and the topic of a document: from its HTTP headers, and only where these name no hub, from the document
 * itself (WebSub, 4). A topic that nobody names is the address that answered.
 *
 * @returns `null` when no hub is named that can be asked
 */
export function discoverHub(
  { link, url }: Pick<FetchedDocument, "link" | "url">,
  { hubs, self }: Pick<DocumentContent, "hubs" | "self">,
): Advertised | null {
  const links = link === null ? [] : readLinkHeader(link);
  const hub = firstAddress([...targets(links, "hub"), ...hubs], url);
  if (hub === null) return null;
  const ownSelf = self === null ? [] : [self];
  return { hub, topic: firstAddress([...targets(links, "self"), ...ownSelf, url], url) ?? url };
}

const targets = (links: readonly HeaderLink[], relation: string): string[] =>
  links.filter(({ relations }) => relations.includes(relation)).map(({ target }) => target);

function firstAddress(candidates: readonly string[], base: string): string | null {
  for (const candidate of candidates) {
    const url = URL.parse(candidate, base);
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) continue;
    if (url.href.length <= MAX_ADDRESS) return url.href;
  }
  return null;
}
