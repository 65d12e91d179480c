import type { Redis } from "ioredis";
import type { Item, ItemEvent } from "../item.ts";
import { INDEX_KEYS } from "../redis/keys.ts";

const ITEMS = INDEX_KEYS.items;

/** An event with its place on the stream. */
export interface StreamEntry {
  /** Redis's id of the entry: where to go on reading. */
  position: string;
  event: ItemEvent;
}

/** Place before the first entry. */
export const STREAM_START = "0-0";

/**
 * Reads on from a place, at most `count` events; waits up to `wait` milliseconds for the first. The connection is
 * blocked meanwhile, so it must not be shared.
 */
export async function readEvents(
  redis: Redis,
  after: string,
  count: number,
  wait: number,
): Promise<StreamEntry[]> {
  const reply = await redis.xread("COUNT", count, "BLOCK", wait, "STREAMS", ITEMS, after);
  return (reply?.[0]?.[1] ?? []).map(([position, fields]) => ({ position, event: readFields(fields) }));
}

/** Place of the newest event: where to begin for what comes from now on. */
export async function streamEnd(redis: Redis): Promise<string> {
  const [last] = await redis.xrevrange(ITEMS, "+", "-", "COUNT", 1);
  return last?.[0] ?? STREAM_START;
}

/** Removes events older than `before`, in whole nodes of the stream, so some of them stay a little longer. */
export async function trimEvents(redis: Redis, before: Date): Promise<number> {
  return redis.xtrim(ITEMS, "MINID", "~", String(before.getTime()));
}

/** Whether there are events after a place that are older than `before`. */
export async function holdsEvents(redis: Redis, after: string, before: Date): Promise<boolean> {
  if (Number(after.split("-")[0]) >= before.getTime()) return false;
  return (await redis.xrange(ITEMS, `(${after}`, `(${before.getTime()}`, "COUNT", 1)).length > 0;
}

function readFields(fields: readonly string[]): ItemEvent {
  const values = new Map<string, string>();
  for (let at = 0; at < fields.length; at += 2) values.set(fields[at] ?? "", fields[at + 1] ?? "");
  const item = JSON.parse(values.get("item") ?? "null") as Item;
  return { id: values.get("id") ?? "", event: item.event, story: values.get("story") ?? "", item };
}
