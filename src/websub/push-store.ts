import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { pushKey, PUSHES_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";

const HOLD = loadScript("hold-push-2");

/** Milliseconds that a push waits for its reader; then the feed is polled instead. */
const KEPT = 3_600_000;
/** Bytes of all pushes that wait. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_OF_FEED = 8;

/** What a hub sent, as it came. */
export interface Push {
  contentType: string | null;
  body: Buffer;
}

/** Pushes between the callback that took them and the fetcher that reads them. */
export interface PushStore {
  /** @returns the push's id; `null` when there is no room */
  hold(feedId: string, push: Push): Promise<string | null>;
  /** @returns `null` for a push that waited too long */
  load(pushId: string): Promise<Push | null>;
  drop(pushId: string): Promise<void>;
}

export function createPushStore(redis: Redis): PushStore {
  return {
    async hold(feedId, { contentType, body }) {
      const pushId = `${feedId}-${randomBytes(8).toString("hex")}-${body.length}`;
      const limits = [body.length, MAX_BYTES, MAX_OF_FEED, KEPT];
      const args = [memberOf(pushId), feedId, ...limits, contentType ?? "", body];
      const held = await runScript(redis, HOLD, [PUSHES_KEY, pushKey(pushId)], args);
      return held === 1 ? pushId : null;
    },
    async load(pushId) {
      const [type, body] = await redis.hmgetBuffer(pushKey(pushId), "type", "body");
      return body ? { contentType: type?.toString() || null, body } : null;
    },
    async drop(pushId) {
      await redis.multi().del(pushKey(pushId)).zrem(PUSHES_KEY, memberOf(pushId)).exec();
    },
  };
}

/** The id says all that the limits are counted by. */
const memberOf = (pushId: string): string => pushId.replaceAll("-", " ");
