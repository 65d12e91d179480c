import type { ItemFacts } from "./dedupe/index/submission.ts";
import { unitBy } from "./hosts/host-unit.ts";
import type { Item } from "./item.ts";
import type { EntrySource } from "./model.ts";
import { advisoryIds } from "./normalize/advisories/advisory-ids.ts";

const unitOf = unitBy("domain", []);

/** What the index wants to know of an item beside what consumers are told. */
export function factsOf(item: Item, sources: readonly EntrySource[]): ItemFacts {
  const outlet = outletOf(item.url) ?? outletOf(item.feed.url) ?? item.feed.id;
  const credits = sources.flatMap(({ url }) => outletOf(url) ?? []);
  const named = advisoryIds([item.title, item.guid, item.canonicalUrl]);
  return {
    outlet,
    credit: credits.find((credit) => credit !== outlet) ?? null,
    // A text that is about one advisory often mentions others.
    about: named.length > 0 ? named : item.ids,
  };
}

function outletOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url?.hostname ? unitOf(url).unit : null;
}
