import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { type RunningService, startService } from "../../workers/all.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { HOSTILE_DOCUMENTS } from "../support/hostile-documents.ts";
import { startRawServer } from "../support/raw-server.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

let server: TestRedis;
let site: FeedServer;
let service: RunningService;
/** Paths in the order in which their polls ended. */
let polled: string[];
let onPolled: () => void;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  site = await startFeedServer();
  polled = [];
  onPolled = () => {};
  const config = loadConfig({
    REDIS_URL: server.url,
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_CONCURRENCY: "2",
    WIREFOLD_SHUTDOWN: "1",
  });
  const log = createLogger("debug", {
    write(line) {
      const { msg, url = "" } = JSON.parse(line) as { msg: string; url?: string };
      if (msg !== "feed polled") return;
      polled.push(new URL(url).pathname);
      onPolled();
    },
  });
  service = await startService(config, ["scheduler", "fetcher"], log);
});
afterEach(async () => {
  await service.stop();
  await site[Symbol.asyncDispose]();
});

/** Makes new feeds due: paths of the site, or addresses elsewhere. */
async function addFeeds(...addresses: string[]): Promise<void> {
  const { added } = await createFeedRegistry(server.redis).add(
    addresses.map((address) => ({ ...UNSAID, url: new URL(address, site.url("/")).href })),
  );
  await createDueFeeds(server.redis).scheduleNew(new Map(added.map(({ id }) => [id, 0])));
}

const untilPolled = (path: string): Promise<void> =>
  new Promise((resolve) => {
    onPolled = () => {
      if (polled.includes(path)) resolve();
    };
    onPolled();
  });

test("servers that do not answer keep no other feed waiting", async () => {
  const silent = ["127.0.1.1", "127.0.1.2", "127.0.1.3"];
  const { promise: allAsked, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  await using silence = await startRawServer(() => {
    if (++asked === silent.length) resolve();
  }, "0.0.0.0");
  site.serve("/healthy", rss([{ title: "one", guid: "1" }]));
  const { port } = new URL(silence.url);
  await addFeeds(...silent.map((host) => `http://${host}:${port}/silent`));
  await allAsked;
  await addFeeds("/healthy");
  await untilPolled("/healthy");
  expect(polled).toEqual(["/healthy"]);
});

test("a document that takes seconds to read keeps no other feed waiting", async () => {
  const document = HOSTILE_DOCUMENTS.find(({ name }) => name === "XML: a namespace for each element");
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  site.serve("/large", (_, response) => {
    void once(response, "finish").then(() => resolve());
    response.end(document?.make(8 * 2 ** 20));
  });
  site.serve("/healthy", rss([{ title: "one", guid: "1" }]));
  await addFeeds("/large");
  await sent;
  await addFeeds("/healthy");
  await untilPolled("/large");
  expect(polled).toEqual(["/healthy", "/large"]);
});
