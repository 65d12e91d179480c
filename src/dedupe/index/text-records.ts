import type { Redis } from "ioredis";
import type { IndexKeys } from "../../redis/keys.ts";
import type { Algorithm } from "../text/algorithm.ts";
import { RECORD_BYTES, type TextRecord } from "../text/record.ts";
import { blockOf, offsetOf, readPlace } from "./epoch.ts";

/** A record, and the algorithm that can compare it. */
export interface StoredText {
  place: string;
  record: TextRecord;
  algorithm: Algorithm;
}

/**
 * Records by place, without those that have expired, or that an algorithm wrote which is not known here: a newer version
 * at work beside this one. Records never change, so they are read outside of any script.
 */
export async function readTexts(
  redis: Redis,
  keys: IndexKeys,
  places: Iterable<string>,
  algorithms: readonly Algorithm[],
): Promise<Map<string, StoredText>> {
  const wanted = [...new Set(places)];
  const texts = new Map<string, StoredText>();
  if (wanted.length === 0) return texts;
  const pipeline = redis.pipeline();
  for (const place of wanted) {
    const at = readPlace(place, Number.NaN) ?? { epoch: 0, number: 0 };
    pipeline.getrangeBuffer(
      keys.textBlock(at.epoch, blockOf(at)),
      offsetOf(at),
      offsetOf(at) + RECORD_BYTES - 1,
    );
  }
  for (const [at, [error, bytes]] of ((await pipeline.exec()) ?? []).entries()) {
    if (error) throw error;
    const algorithm = algorithms.find(({ version }) => version === (bytes as Buffer)[0]);
    const place = wanted[at] ?? "";
    if (algorithm) texts.set(place, { place, record: algorithm.unpack(bytes as Buffer), algorithm });
  }
  return texts;
}
