import type { Redis } from "ioredis";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import type { Verdict } from "../../src/item.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import type { Arriving } from "./arriving.ts";

/**
 * Judges items by the service's own index. Returns the number of the first item of each one's story.
 *
 * @param most items of one feed that arrive together, where they follow one another
 */
export async function foldInRedis(redis: Redis, items: readonly Arriving[], most: number): Promise<number[]> {
  await redis.flushall();
  const index = createItemIndex(redis, { keys: indexKeys("{bench}") });
  const numbers = new Map<string, number>();
  const stories: number[] = [];
  for (const batch of batchesOf(items, most)) {
    const [first, last] = [batch[0], batch.at(-1)];
    if (!first || !last) continue;
    const arrivals = batch.map(({ arrival }) => arrival);
    const verdicts = await index.admit(first.feedId, arrivals, null, last.now);
    for (const [at, verdict] of verdicts.entries()) {
      const number = stories.length;
      const of = numbers.get(relatedTo(verdict) ?? "");
      stories.push(of === undefined ? number : (stories[of] ?? of));
      const { itemId = "" } = arrivals[at] ?? {};
      if (!numbers.has(itemId)) numbers.set(itemId, number);
    }
  }
  return stories;
}

function batchesOf(items: readonly Arriving[], most: number): Arriving[][] {
  const batches: Arriving[][] = [];
  for (const item of items) {
    const last = batches.at(-1);
    if (last && last.length < most && last[0]?.feedId === item.feedId) last.push(item);
    else batches.push([item]);
  }
  return batches;
}

function relatedTo(verdict: Verdict): string | null {
  if (verdict.kind === "duplicate") return verdict.of;
  return verdict.kind === "reprint" || verdict.kind === "revision" ? verdict.relation.of : null;
}
