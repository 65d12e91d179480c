import { hash as digest } from "node:crypto";
import type { Entry } from "../model.ts";

/**
 * By what an entry is recognized when it comes again.
 *
 * - `guid`: its guid, else its address, else its words, within the feed.
 * - `alias`: the guid without scheme and host, together with the title, within the feed. It survives a site's move to
 *   https or to another name. The title is part of it because a planet feed carries `/?p=12` of many sites.
 * - `address`: the canonical address, across feeds. A site's front page identifies nothing.
 *
 * An identity that entries of one document share although they are different entries is marked shared: it proves
 * nothing. Real feeds give one guid, or one link, to everything.
 */
export interface Identity {
  /** Id that the item gets, should it be new. */
  itemId: string;
  guid: string;
  guidShared: boolean;
  alias: string | null;
  address: string | null;
  addressShared: boolean;
}

export interface Candidate {
  entry: Entry;
  canonicalUrl: string | null;
}

/** Part of every item id: a better algorithm gets another letter, so that ids of two algorithms never meet. */
const ID_VERSION = "a";

/** Identities of the entries of one document, in its order. */
export function identify(feedId: string, candidates: readonly Candidate[]): Identity[] {
  const drafts = candidates.map((candidate) => draft(feedId, candidate));
  const guidHolders = holders(drafts, (identity) => identity.guid);
  const addressHolders = holders(drafts, (identity) => identity.address);
  return drafts.map((identity) => ({
    ...identity,
    guidShared: isShared(guidHolders, identity.guid),
    addressShared: isShared(addressHolders, identity.address),
  }));
}

function draft(
  feedId: string,
  { entry, canonicalUrl }: Candidate,
): Omit<Identity, "guidShared" | "addressShared"> {
  const words = [entry.title, entry.published?.value, entry.summary ?? entry.content];
  const key = entry.guid ?? canonicalUrl ?? JSON.stringify(words);
  const path = entry.guid === null ? null : pathOf(entry.guid);
  return {
    itemId: ID_VERSION + hash("item", feedId, key, canonicalUrl ?? ""),
    guid: `g:${hash(key)}`,
    alias: path && entry.title ? `a:${hash(path, entry.title)}` : null,
    address: canonicalUrl && addressIdentity(canonicalUrl),
  };
}

/** The parts of an address that tell articles apart: no scheme, no `www.`, no final slash. */
function addressIdentity(canonicalUrl: string): string | null {
  const { host, pathname, search, hash: fragment } = new URL(canonicalUrl);
  // Looking behind keeps a long run of slashes from taking quadratic time.
  const place = pathname.replace(/(?<!\/)\/+$/, "") + search + fragment;
  return place === "" ? null : hash(host.replace(/^www\./, "") + place);
}

function pathOf(guid: string): string | null {
  const url = URL.parse(guid);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  const path = url.pathname + url.search;
  return path === "/" ? null : path;
}

type Draft = ReturnType<typeof draft>;

/** Which items hold an identity; two entries with the same item id are one entry printed twice. */
function holders(drafts: readonly Draft[], of: (identity: Draft) => string | null): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const identity of drafts) {
    const key = of(identity);
    if (key !== null) found.set(key, (found.get(key) ?? new Set()).add(identity.itemId));
  }
  return found;
}

const isShared = (found: Map<string, Set<string>>, key: string | null): boolean =>
  key !== null && (found.get(key)?.size ?? 0) > 1;

/** 80 bits: among a thousand million items, two share an id with a chance of one in a million. */
function hash(...parts: string[]): string {
  return digest("sha256", parts.join("\0")).slice(0, 20);
}
