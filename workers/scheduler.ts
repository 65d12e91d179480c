import { createFetchQueue } from "../src/queue/fetch-queue.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { startLoop, type Role } from "./lifecycle.ts";
import type { Service } from "./service.ts";

/** Feeds claimed at once. */
const BATCH = 100;
/** Jobs that may wait before claiming pauses: a feed waits better in the schedule, where it is seen, than in a queue. */
const MAX_WAITING = 500;
/** Milliseconds until a claim that came to nothing is repeated. A job that still waits by then is not doubled. */
const LEASE = 30_000;
const IDLE = 100;

/** Moves due feeds to the fetch queue. Any number of schedulers may run. */
export function startScheduler({ log, metrics, redis }: Service): Role {
  const due = createDueFeeds(redis);
  const queue = createFetchQueue(redis);
  const loop = startLoop("scheduler", log, async () => {
    if ((await queue.waiting()) >= MAX_WAITING) return IDLE;
    const { claimedAt, feedIds } = await due.claim(BATCH, LEASE);
    if (feedIds.length === 0) return IDLE;
    await queue.add(feedIds.map((feedId) => ({ feedId, claimedAt })));
    metrics.feedsClaimed(feedIds.length);
    return feedIds.length < BATCH ? IDLE : 0;
  });
  return {
    name: "scheduler",
    async stop() {
      await loop.stop();
      await queue.close();
    },
  };
}
