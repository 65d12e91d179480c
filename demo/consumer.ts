import type { Redis } from "ioredis";
import type { ItemEvent } from "../src/item.ts";
import { readEvents, STREAM_START } from "../src/publish/item-stream.ts";
import { connectRedis } from "../src/redis/connection.ts";

/** A reader of the items stream, as any program could be one. */
export interface Consumer extends AsyncDisposable {
  /** Rejects when reading ends; until then, events are handed over. */
  ended: Promise<never>;
}

const BATCH = 100;
/** Milliseconds that one read waits for something to come. */
const WAIT = 1_000;

/** Hands over each event from the beginning of the stream on, as it arrives. */
export async function startConsumer(
  redisUrl: string,
  onEvent: (event: ItemEvent) => void,
): Promise<Consumer> {
  // A connection of its own, because reads block it.
  const redis = await connectRedis(redisUrl);
  return {
    ended: follow(redis, onEvent),
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

async function follow(redis: Redis, onEvent: (event: ItemEvent) => void): Promise<never> {
  let position = STREAM_START;
  for (;;) {
    const entries = await readEvents(redis, position, BATCH, WAIT);
    for (const { event } of entries) onEvent(event);
    position = entries.at(-1)?.position ?? position;
  }
}
