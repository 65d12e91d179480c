import { afterAll, beforeAll, expect, test } from "vitest";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import { createFetcher } from "../../src/fetch/fetch-document.ts";
import { createLogger } from "../../src/log.ts";
import { createMetrics } from "../../src/metrics.ts";
import { createWaitingPages } from "../../src/pages/waiting-pages.ts";
import { type Pipeline, refreshFeed } from "../../src/pipeline.ts";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { millisecondsToFirstPoll } from "../../src/schedule/first-poll.ts";
import { createNetworkWatch } from "../../src/schedule/network-watch.ts";
import { createTurns } from "../../src/turns.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";
import { type Publisher, startScoringServer } from "../support/scoring-server.ts";

const HOUR = 3_600_000;
const DAYS = 30;
const RESTARTS = 10;
/** Seconds. */
const MIN_INTERVAL = 900;
const START = new Date("2026-03-01T12:00:00Z");

const isBetween = (now: Date, from: number, to: number): boolean => {
  const day = (now.getTime() - START.getTime()) / (24 * HOUR);
  return day >= from && day < to;
};

const PUBLISHERS: Publisher[] = [
  { path: "/both", every: 3, validators: "both" },
  { path: "/etag", every: 5, validators: "etag" },
  { path: "/weak", every: 7, validators: "weak-etag" },
  { path: "/date", every: 2, validators: "last-modified" },
  { path: "/none", every: 24, validators: "none" },
  { path: "/quiet", every: 24 * 40, validators: "both" },
  {
    path: "/max-age",
    every: 4,
    validators: "both",
    headers: () => ({ "cache-control": "public, max-age=43200", age: "600" }),
  },
  {
    path: "/expires",
    every: 6,
    validators: "etag",
    headers: (now) => ({
      expires: new Date(now.getTime() + 5 * HOUR).toUTCString(),
      date: now.toUTCString(),
    }),
  },
  { path: "/ttl", every: 1, validators: "both", channel: "<ttl>180</ttl>" },
  {
    path: "/night",
    every: 1,
    validators: "both",
    channel: `<skipHours>${[0, 1, 2, 3, 4, 5].map((hour) => `<hour>${hour}</hour>`).join("")}</skipHours>`,
    skipHours: [0, 1, 2, 3, 4, 5],
  },
  {
    path: "/busy",
    every: 6,
    validators: "both",
    trouble: (now) =>
      isBetween(now, 5, 8) ? { status: 429, headers: { "retry-after": String(7 * 3_600) } } : null,
  },
  {
    path: "/maintenance",
    every: 2,
    validators: "both",
    trouble: (now) =>
      isBetween(now, 10, 11)
        ? {
            status: 503,
            headers: { "retry-after": new Date(Math.ceil(now.getTime() / HOUR + 3) * HOUR).toUTCString() },
          }
        : null,
  },
];

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Thirty days in some seconds: the whole pipeline against a real server and a real Redis, at the times of the test. */
test("is what Wirefold is to every server, for a month with ten restarts", { timeout: 120_000 }, async () => {
  const { redis } = server;
  let clock = START;
  await using site = await startScoringServer(PUBLISHERS, START, () => clock);
  const registry = createFeedRegistry(redis);
  const entries = PUBLISHERS.map(({ path }) => ({
    url: site.url(path),
    ...UNSAID,
  }));
  const due = new Map<string, number>();
  let random = 0;

  /** What a process has in its memory; everything else is in Redis. */
  async function start(): Promise<{ pipeline: Pipeline; stop: () => Promise<void> }> {
    const { added } = await registry.follow(entries);
    const first = new Map(
      added.map(({ id }) => [id, millisecondsToFirstPoll(id, added.length, MIN_INTERVAL)]),
    );
    await createDueFeeds(redis).scheduleNew(first);
    for (const [id, wait] of first) due.set(id, clock.getTime() + wait);
    const states = createFeedStates(redis);
    const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], now: () => clock.getTime() });
    const pipeline: Pipeline = {
      fetcher,
      index: createItemIndex(redis),
      registry,
      states: {
        ...states,
        async commit(feedId, state, dueIn) {
          await states.commit(feedId, state, dueIn);
          due.set(feedId, clock.getTime() + dueIn * 1000);
        },
      },
      followHub: null,
      publishLarge: null,
      isPushed: null,
      metrics: createMetrics(createLogger("silent")),
      network: createNetworkWatch(redis, () => {}),
      takeTurn: createTurns(),
      waitingPages: createWaitingPages(redis),
      minInterval: MIN_INTERVAL,
      maxInterval: 86_400,
      first: { newest: 200 },
      now: () => clock,
      // Spread over 0 to 1, and the same in every run.
      random: () => (random = (random + 0.381) % 1),
    };
    return { pipeline, stop: () => fetcher.close() };
  }

  let service = await start();
  const end = START.getTime() + DAYS * 24 * HOUR;
  const restartEvery = (end - START.getTime()) / (RESTARTS + 1);
  let restartAt = START.getTime() + restartEvery;
  for (;;) {
    const [feedId, dueAt] = [...due].toSorted(([, a], [, b]) => a - b)[0] as [string, number];
    if (dueAt >= end) break;
    if (dueAt >= restartAt) {
      await service.stop();
      service = await start();
      restartAt += restartEvery;
    }
    clock = new Date(Math.max(dueAt, clock.getTime()));
    const feed = await registry.get(feedId);
    if (!feed) throw new Error(`${feedId} is gone`);
    const state = await service.pipeline.states.load(feedId);
    await refreshFeed(feed, state, service.pipeline, new AbortController().signal);
  }
  await service.stop();

  expect(site.faults.map(({ path, at, what }) => `${path} ${at} ${what}`)).toEqual([]);

  // In full: the first time, and once every eight days, for which 30 days have room three times.
  const tooManyInFull = PUBLISHERS.filter(
    ({ path, validators }) => validators !== "none" && (site.counts.get(path)?.full ?? 0) > 4,
  );
  expect(tooManyInFull).toEqual([]);
  const polledTooRarely = PUBLISHERS.filter(({ path }) => (site.counts.get(path)?.all ?? 0) < DAYS);
  expect(polledTooRarely).toEqual([]);

  // Nothing that was shown long enough to be seen was missed; the newest may come with the next poll.
  const events = await readEvents(redis, STREAM_START, 100_000, 1);
  const missed = PUBLISHERS.filter(({ path }) => {
    const seen = events.filter(({ event }) => event.item.guid?.startsWith(`${path}#`)).length;
    return seen < site.itemsOf(path) - 5;
  });
  expect(missed).toEqual([]);
});
