import { type PageStages, readArticlePage } from "../src/article-page.ts";
import { readVariable } from "../src/config.ts";
import { createItemIndex } from "../src/dedupe/item-index.ts";
import { createFetcher } from "../src/fetch/fetch-document.ts";
import { createWaitingPages } from "../src/pages/waiting-pages.ts";
import { createPageWorker, type PageJob } from "../src/queue/page-queue.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { createRobots } from "../src/robots/robots.ts";
import { createExtractor } from "./extractor-pool.ts";
import { openHostGate } from "./host-gate.ts";
import { withinDeadline, type Role } from "./lifecycle.ts";
import { allPlaces, placesFor } from "./places.ts";
import type { Service } from "./service.ts";

/** Bytes of a page, on the wire and decoded. */
const MOST_BYTES = 3 * 1024 * 1024;
/** One page for so many feeds that may be fetched at once. */
const SHARE = 1 / 2;
/** Part of the shutdown time that pages may use; the rest is for handing back those that did not end. */
const GRACE = 0.7;

/** Reads the pages of items that wait for them, and tells the items. Any number of extractors may run. */
export function startExtractor(service: Service): Role {
  const { config, log, metrics, redis } = service;
  const places = placesFor(Math.ceil(config.concurrency * SHARE));
  const fetcher = createFetcher({
    wanted: "page",
    allowPrivate: config.allowPrivate,
    gate: openHostGate(service),
    places,
    contact: config.contact,
    maxBytes: MOST_BYTES,
    readVariable,
  });
  const extractor = createExtractor();
  const stages: PageStages = {
    waiting: createWaitingPages(redis),
    registry: createFeedRegistry(redis),
    robots: createRobots(redis, "Wirefold"),
    fetcher,
    extract: (page, options) => extractor.extract(page, options),
    index: createItemIndex(redis, { windowDays: config.storyDays }),
    metrics,
    patience: config.pagePatience * 1_000,
    now: () => new Date(),
    random: Math.random,
  };
  const giveUp = new AbortController();
  const worker = createPageWorker(redis, {
    concurrency: allPlaces(places),
    handle: (job: PageJob) => readArticlePage(job, stages, giveUp.signal),
    onError: (error) => log.warn({ err: error }, "page worker"),
    onFailed: (job, error) =>
      log.error({ err: error, feed: job.feedId }, "page failed through a fault of ours; it is tried again"),
  });
  return {
    name: "extractor",
    async stop() {
      const closed = worker.close();
      if (!(await withinDeadline(closed, config.shutdownSeconds * 1_000 * GRACE))) giveUp.abort();
      await closed;
      await extractor.stop();
      await fetcher.close();
    },
  };
}
