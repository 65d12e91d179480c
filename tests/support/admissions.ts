import type { Redis } from "ioredis";
import { createItemIndex, type IndexOptions } from "../../src/dedupe/item-index.ts";
import type { Item, ItemEvent, Verdict } from "../../src/item.ts";
import { INDEX_KEYS } from "../../src/redis/keys.ts";
import { type Article, arrivalOf } from "./articles.ts";

/** An index to which outlets bring their articles, at a time that stands still. */
export interface Admissions {
  /** One article, alone, in its outlet's feed. */
  admit(article: Article, day?: number): Promise<Verdict>;
  /** Articles of whichever outlets, in one document of one feed. */
  admitAll(articles: readonly Article[], day?: number): Promise<Verdict[]>;
  /** Everything on the stream, in order. */
  events(): Promise<ItemEvent[]>;
  /** `new https://first.example/a` for each of them. */
  told(): Promise<string[]>;
}

const START = Date.parse("2026-03-01T12:00:00Z");

export function startAdmissions(redis: Redis, options: IndexOptions = {}): Admissions {
  const index = createItemIndex(redis, options);
  const { items } = options.keys ?? INDEX_KEYS;
  const admit = (feed: string, articles: readonly Article[], day: number): Promise<Verdict[]> =>
    index.admit(feed, articles.map(arrivalOf), null, new Date(START + day * 86_400_000));
  const events = async (): Promise<ItemEvent[]> =>
    (await redis.xrange(items, "-", "+")).map(([, fields]) => {
      const said = Object.fromEntries(fields.map((name, at) => [name, fields[at + 1] ?? ""]));
      const { id = "", event, story = "", item = "" } = said as Partial<Record<keyof ItemEvent, string>>;
      return { id, event: event as ItemEvent["event"], story, item: JSON.parse(item) as Item };
    });
  return {
    async admit(article, day = 0) {
      const [verdict] = await admit(article.outlet, [article], day);
      if (!verdict) throw new Error("an article must have a verdict");
      return verdict;
    },
    admitAll: (articles, day = 0) => admit("planet.example", articles, day),
    events,
    told: async () => (await events()).map(({ event, item }) => `${event} ${item.url}`),
  };
}
