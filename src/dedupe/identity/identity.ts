import { hash as digest } from "node:crypto";
import type { IdentityPolicy } from "../../model.ts";
import type { Features } from "./features.ts";

/**
 * By what an entry is recognized when it comes again.
 *
 * - `key`: what the feed's policy says, within the feed.
 * - `alias`: the guid without scheme and host, together with the title, within the feed. It survives a site's move to
 *   https or to another name. The title is part of it because a planet feed carries `/?p=12` of many sites.
 * - `address`: the canonical address, across feeds. A site's front page identifies nothing.
 *
 * An identity that entries of one document share although they are different entries is marked shared: it proves
 * nothing. Real feeds give one guid, or one link, to everything. `exact` tells such entries apart, and knows an entry
 * again whose key has changed.
 */
export interface Identity {
  /** Id that the item gets, should it be new: from feed and key alone. */
  itemId: string;
  /** The same where the key proves nothing. */
  sharedItemId: string;
  key: string;
  keyShared: boolean;
  /** Address and title together; where that is not enough, the text too. */
  exact: string;
  alias: string | null;
  address: string | null;
  addressShared: boolean;
  /** Hash of the title. */
  title: string;
  /** What the key is made of. */
  keyFrom: "guid" | "address" | "text";
  /** Hash of what the entry says: it has changed where this has. */
  wording: string;
}

/** Part of every item id: a better algorithm gets another letter, so that ids of two algorithms never meet. */
export const ID_VERSION = "b";

/** Identities of the entries of one document, in its order. */
export function identify(feedId: string, policy: IdentityPolicy, features: readonly Features[]): Identity[] {
  const keys = features.map((entry) => keyUnder(policy, entry));
  const wholes = features.map(({ whole }) => whole);
  const isKeyShared = findShared(keys, wholes);
  const isHeadingShared = findShared(
    features.map(({ heading }) => heading),
    wholes,
  );
  const isPlaceShared = findShared(
    features.map(({ place }) => place),
    wholes.map((whole, at) => `${keys[at]} ${whole}`),
  );
  return features.map((entry, at) => {
    const { guid, path, place, title, heading, whole, wording } = entry;
    const key = keys[at] ?? "";
    const keyShared = isKeyShared(key);
    const exact = isHeadingShared(heading) ? whole : heading;
    const hasAlias = policy === "guid" && guid !== null && path && title && !keyShared;
    return {
      itemId: ID_VERSION + hash("item", feedId, key),
      sharedItemId: ID_VERSION + hash("item", feedId, key, exact),
      key: `k:${hash(key)}`,
      keyShared,
      exact: `x:${hash(exact).slice(0, 12)}`,
      alias: hasAlias ? `a:${hash(path, title)}` : null,
      // A feed whose addresses prove nothing may not keep another feed's items back with them.
      address: policy === "words" ? null : place && hash(place),
      addressShared: isPlaceShared(place),
      title: hash(title).slice(0, 8),
      keyFrom: keySource(policy, entry),
      wording,
    };
  });
}

function keyUnder(policy: IdentityPolicy, entry: Features): string {
  const source = keySource(policy, entry);
  return (source === "text" ? null : entry[source]) ?? entry.words;
}

/** An entry that lacks what the policy goes by is told apart by the next best. */
function keySource(policy: IdentityPolicy, { guid, address }: Features): Identity["keyFrom"] {
  if (policy === "guid" && guid !== null) return "guid";
  return policy !== "words" && address !== null ? "address" : "text";
}

/** Finds what different entries of the document have in common; the same entry printed twice shares nothing. */
function findShared(
  values: readonly (string | null)[],
  entries: readonly string[],
): (value: string | null) => boolean {
  const holders = new Map<string, string | undefined>();
  const shared = new Set<string>();
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (!holders.has(value)) holders.set(value, entries[at]);
    else if (holders.get(value) !== entries[at]) shared.add(value);
  }
  return (value) => value !== null && shared.has(value);
}

/** 80 bits: among a thousand million items, two share an id with a chance of one in a million. */
function hash(...parts: string[]): string {
  return digest("sha256", parts.join("\0")).slice(0, 20);
}
