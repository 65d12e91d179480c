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
 * nothing. Real feeds give one guid, or one link, to everything. `exact` tells such entries apart.
 */
export interface Identity {
  /** Id that the item gets, should it be new. */
  itemId: string;
  guid: string;
  guidShared: boolean;
  /** Guid, address and title together; where that is not enough, the words too. */
  exact: string;
  alias: string | null;
  address: string | null;
  addressShared: boolean;
  /** Hash of the title. */
  title: string;
}

export interface Candidate {
  entry: Entry;
  canonicalUrl: string | null;
}

/** Part of every item id: a better algorithm gets another letter, so that ids of two algorithms never meet. */
const ID_VERSION = "a";

/** Identities of the entries of one document, in its order. */
export function identify(feedId: string, candidates: readonly Candidate[]): Identity[] {
  const drafts = candidates.map(draft);
  const isGuidShared = findShared(drafts, ({ key }) => key);
  const isAddressShared = findShared(drafts, ({ address }) => address);
  const isHeadingShared = findShared(drafts, ({ heading }) => heading);
  return drafts.map(({ key, url, path, title, heading, words, address }) => {
    const guidShared = isGuidShared(key);
    const exact = isHeadingShared(heading) ? words : heading;
    return {
      itemId: ID_VERSION + hash("item", feedId, key, url, ...(guidShared ? [exact] : [])),
      guid: `g:${hash(key)}`,
      guidShared,
      exact: `x:${hash(exact).slice(0, 12)}`,
      alias: path && title && !guidShared ? `a:${hash(path, title)}` : null,
      address: address && hash(address),
      addressShared: isAddressShared(address),
      title: hash(title).slice(0, 8),
    };
  });
}

interface Draft {
  key: string;
  url: string;
  path: string | null;
  title: string;
  /** What tells entries under one key apart, as far as it can. */
  heading: string;
  /** What tells any two different entries apart. */
  words: string;
  address: string | null;
}

function draft({ entry, canonicalUrl }: Candidate): Draft {
  const { guid, published, summary, content } = entry;
  const [url, title] = [canonicalUrl ?? "", entry.title ?? ""];
  const text = [title, published?.value, summary ?? content];
  // Some feeds tell entries apart by the fragment alone.
  const fragment = (entry.url && URL.parse(entry.url)?.hash) ?? "";
  const key =
    guid ?? (canonicalUrl === null ? JSON.stringify(text) : canonicalUrl.replace(/#.*/, "") + fragment);
  return {
    key,
    url,
    path: guid === null ? null : pathOf(guid),
    title,
    heading: JSON.stringify([key, url, title]),
    words: JSON.stringify([key, url, ...text]),
    address: canonicalUrl && addressIdentity(canonicalUrl),
  };
}

/** The parts of an address that tell articles apart: no scheme, no `www.`, no final slash. */
function addressIdentity(canonicalUrl: string): string | null {
  const { host, pathname, search, hash: fragment } = new URL(canonicalUrl);
  // Looking behind keeps a long run of slashes from taking quadratic time.
  const place = pathname.replace(/(?<!\/)\/+$/, "") + search + fragment;
  return place === "" ? null : host.replace(/^www\./, "") + place;
}

function pathOf(guid: string): string | null {
  const url = URL.parse(guid);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  const path = url.pathname + url.search;
  return path === "/" ? null : path;
}

/** Finds what different entries of the document have in common; the same entry printed twice shares nothing. */
function findShared(
  drafts: readonly Draft[],
  of: (draft: Draft) => string | null,
): (value: string | null) => boolean {
  const holders = new Map<string, string>();
  const shared = new Set<string>();
  for (const entry of drafts) {
    const value = of(entry);
    if (value === null) continue;
    const holder = holders.get(value);
    if (holder === undefined) holders.set(value, entry.words);
    else if (holder !== entry.words) shared.add(value);
  }
  return (value) => value !== null && shared.has(value);
}

/** 80 bits: among a thousand million items, two share an id with a chance of one in a million. */
function hash(...parts: string[]): string {
  return digest("sha256", parts.join("\0")).slice(0, 20);
}
