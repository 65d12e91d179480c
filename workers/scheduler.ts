import { createWaitingPages } from "../src/pages/waiting-pages.ts";
import { createFetchQueue } from "../src/queue/fetch-queue.ts";
import { createPageQueue } from "../src/queue/page-queue.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { startLoop, type Role } from "./lifecycle.ts";
import type { Service } from "./service.ts";

/** Feeds, or pages, that are claimed at once. */
const BATCH = 100;
/** Jobs that may wait before claiming pauses: a feed waits better in the schedule, where it is seen, than in a queue. */
const MAX_WAITING = 500;
/** Milliseconds until a claim that came to nothing is repeated. A job that still waits by then is not doubled. */
const LEASE = 30_000;
/** The same for pages: one is fetched and read within that time. */
const PAGE_LEASE = 60_000;
const IDLE = 100;

/** Moves due feeds to the fetch queue, and due pages to the page queue. Any number of schedulers may run. */
export function startScheduler({ log, metrics, redis }: Service): Role {
  const due = createDueFeeds(redis);
  const waitingPages = createWaitingPages(redis);
  const feedQueue = createFetchQueue(redis);
  const pageQueue = createPageQueue(redis);
  const loops = [
    startLoop("scheduler", log, async () => {
      if ((await feedQueue.waiting()) >= MAX_WAITING) return IDLE;
      const { claimedAt, feedIds } = await due.claim(BATCH, LEASE);
      if (feedIds.length === 0) return IDLE;
      await feedQueue.add(feedIds.map((feedId) => ({ feedId, claimedAt })));
      metrics.feedsClaimed(feedIds.length);
      return feedIds.length < BATCH ? IDLE : 0;
    }),
    startLoop("scheduler of pages", log, async () => {
      if ((await pageQueue.waiting()) >= MAX_WAITING) return IDLE;
      const pages = await waitingPages.claim(BATCH, PAGE_LEASE);
      if (pages.length > 0) await pageQueue.add(pages);
      return pages.length < BATCH ? IDLE : 0;
    }),
  ];
  return {
    name: "scheduler",
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all([feedQueue.close(), pageQueue.close()]);
    },
  };
}
