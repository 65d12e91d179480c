import { featuresOf } from "../../src/dedupe/identity/features.ts";
import { identify } from "../../src/dedupe/identity/identity.ts";
import type { Arrival } from "../../src/dedupe/index/submission.ts";
import { factsOf } from "../../src/item-facts.ts";
import { anEntry, anItem } from "./items.ts";

/** What an outlet publishes, in its own feed. */
export interface Article {
  /** Its host, and the id of its feed. */
  outlet: string;
  title: string | null;
  text: string | null;
  /** Of its address. */
  path?: string;
  published?: string;
  /** Host of the outlet that it names as its source. */
  source?: string;
}

/** An article as it arrives at the index. */
export function arrivalOf({ outlet, title, text, path = "a", published, source }: Article): Arrival {
  const url = `https://${outlet}/${path}`;
  const entry = anEntry({ guid: `${outlet}-${path}`, url, title, content: text });
  const [identity] = identify(outlet, "guid", [featuresOf({ entry, canonicalUrl: url }, new Set())]);
  if (!identity) throw new Error("an entry must have an identity");
  const { itemId } = identity;
  const item = anItem({ id: itemId, story: itemId, url, title, text, published: published ?? null });
  const sources = source ? [{ from: "source", name: null, url: `https://${source}/` }] : [];
  return { identity, itemId, disposition: "emit", told: { item, facts: factsOf(item, sources) } };
}
