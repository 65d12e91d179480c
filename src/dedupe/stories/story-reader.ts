import type { Redis } from "ioredis";
import type { Difference, Item } from "../../item.ts";
import { INDEX_KEYS } from "../../redis/keys.ts";
import { epochOf } from "../index/epoch.ts";
import { readTexts } from "../index/text-records.ts";
import { ALGORITHM } from "../text/algorithm.ts";
import { differenceOf } from "../text/difference.ts";
import { judge } from "../text/judge.ts";

/** An item of a story, and what it says otherwise than the story's first one. */
export interface Carrier {
  event: Item["event"];
  id: string;
  url: string | null;
  title: string;
  /** Seconds since 1970: when it was published, or else first seen. */
  time: number;
  isDated: boolean;
  isOrigin: boolean;
  /** Hash of the outlet. */
  outlet: number;
  /** Whether it names another outlet as its source. */
  isCredited: boolean;
  /** How much of the shorter text is in the other one, 0 to 1. */
  score: number;
  differs: Omit<Difference, "date">;
}

export interface Story {
  id: string;
  /** In the order in which they came. */
  carriers: Carrier[];
  /** Distinct outlets. */
  outlets: number;
  /** Those of them that name no other one as their source. */
  publishers: number;
}

/** Ids of the stories of several items, the most carried first. */
export async function listStories(redis: Redis, windowDays: number, count: number): Promise<string[]> {
  const { number } = epochOf(new Date(), windowDays);
  const parts = await Promise.all(
    [number, number - 1].map((epoch) =>
      redis.zrevrange(INDEX_KEYS.stories(epoch), 0, count - 1, "WITHSCORES"),
    ),
  );
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2)
      counts.set(part[at] ?? "", (counts.get(part[at] ?? "") ?? 0) + Number(part[at + 1]));
  }
  const ids = [...counts].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
  return ids.slice(0, count);
}

/** A story of several items; `null` where there is none, or none any more. */
export async function readStory(redis: Redis, id: string): Promise<Story | null> {
  const { origin, ...events } = await redis.hgetall(INDEX_KEYS.story(id));
  const texts = await readTexts(redis, INDEX_KEYS, Object.keys(events), [ALGORITHM]);
  const records = [...texts.values()].toSorted(
    (a, b) =>
      a.record.firstSeen - b.record.firstSeen || a.place.localeCompare(b.place, "en", { numeric: true }),
  );
  const [first] = records;
  if (!first) return null;
  const carriers = records.map(({ place, record }): Carrier => {
    const { print, credit } = record;
    return {
      event: (events[place] ?? "new") as Item["event"],
      id: record.id,
      url: record.url,
      title: record.title,
      time: print.time,
      isDated: record.isDated,
      isOrigin: origin ? place === origin : record === first.record,
      outlet: print.outlet,
      isCredited: credit !== 0 && credit !== print.outlet,
      score: judge(print, first.record.print).score,
      differs: differenceOf(print, first.record.print),
    };
  });
  return {
    id,
    carriers,
    outlets: countOutlets(carriers),
    publishers: countOutlets(carriers.filter(({ isCredited }) => !isCredited)),
  };
}

const countOutlets = (carriers: readonly Carrier[]): number =>
  new Set(carriers.map(({ outlet }) => outlet)).size;
