import { Queue } from "bullmq";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import { FETCH_QUEUE_PREFIX, INDEX_KEYS } from "../../src/redis/keys.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { feedId } from "../../src/registry/feed-address.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { type RunningService, startService } from "../../workers/all.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

let server: TestRedis;
let site: FeedServer;
let service: RunningService;
/** Told with every log line, as it is written. */
const listeners = new Set<(line: string) => void>();

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  site = await startFeedServer();
  const config = loadConfig({
    REDIS_URL: server.url,
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_MIN_INTERVAL: "60",
  });
  const log = createLogger("debug", { write: (line) => listeners.forEach((tell) => tell(line)) });
  service = await startService(config, ["scheduler", "fetcher"], log);
});
afterEach(async () => {
  expect(await service.stop()).toBe(true);
  await site[Symbol.asyncDispose]();
});

const logged = (text: string): Promise<void> =>
  new Promise((resolve) => {
    const tell = (line: string): void => {
      if (!line.includes(text)) return;
      listeners.delete(tell);
      resolve();
    };
    listeners.add(tell);
  });

async function addFeed(path: string): Promise<string> {
  const { added } = await createFeedRegistry(server.redis).add([
    {
      url: site.url(path),
      ...UNSAID,
    },
  ]);
  const id = added[0]?.id ?? "";
  await createDueFeeds(server.redis).scheduleNew(new Map([[id, 0]]));
  return id;
}

test("a fault of ours ends in the failed set and in the feed's state, and holds nobody else up", async () => {
  const queue = new Queue("fetch", { connection: server.redis, prefix: FETCH_QUEUE_PREFIX });
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  site.serve("/empty.xml", rss([]));
  const polled = logged('"code":"INTERNAL"');
  // The index cannot be asked about this feed: no publisher is to blame for that.
  await server.redis.set(INDEX_KEYS.seen(feedId(site.url("/a.xml"))), "not a hash");
  const id = await addFeed("/a.xml");
  await polled;
  const state = await createFeedStates(server.redis).load(id);
  expect(state).toMatchObject({ failures: 1, published: 0, lastError: { code: "INTERNAL" } });
  expect((await queue.getFailed()).map(({ data }) => data as unknown)).toMatchObject([{ feedId: id }]);
  const [due] = await createDueFeeds(server.redis).dueAt([id]);
  expect(due?.getTime()).toBeGreaterThan(Date.now() + 45_000);
  const other = logged('/empty.xml","outcome":"items"');
  await addFeed("/empty.xml");
  await other;
  await queue.close();
});

test("a job whose feed was removed meanwhile does nothing", async () => {
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  const queue = new Queue("fetch", { connection: server.redis, prefix: FETCH_QUEUE_PREFIX });
  const polled = logged('/a.xml","outcome":"items"');
  await queue.add("fetch", { feedId: "gone", claimedAt: Date.now() });
  await addFeed("/a.xml");
  await polled;
  expect(await queue.getFailedCount()).toBe(0);
  await queue.close();
});

test("a claim that was overtaken by another poll causes no request", async () => {
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  const queue = new Queue("fetch", { connection: server.redis, prefix: FETCH_QUEUE_PREFIX });
  const polled = logged('/a.xml","outcome":"items"');
  const id = await addFeed("/a.xml");
  await polled;
  await queue.add("fetch", { feedId: id, claimedAt: Date.now() - 1_000 });
  const other = logged('/b.xml","outcome":"failed"');
  await addFeed("/b.xml");
  await other;
  expect(site.requests.map(({ url }) => url)).toEqual(["/a.xml", "/b.xml"]);
  await queue.close();
});
