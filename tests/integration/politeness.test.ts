import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { type RunningService, startService } from "../../workers/all.ts";
import { rss } from "../support/feed-server.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

const SPACING = 100;
const SILENT = "127.0.1.66";
let redis: TestRedis;
let site: Server;
let services: RunningService[];
/** When requests came, in milliseconds, by the host that they were sent to. */
let arrivals: Map<string, number[]>;

beforeEach(async () => {
  redis = await startTestRedis();
  services = [];
  arrivals = new Map();
  site = createServer(({ socket, url = "" }, response) => {
    const host = socket.localAddress ?? "";
    arrivals.set(host, [...(arrivals.get(host) ?? []), performance.now()]);
    if (host !== SILENT) response.end(rss([{ title: `${host}${url}`, guid: `${host}${url}` }]));
  });
  await new Promise<void>((resolve) => site.listen(0, "0.0.0.0", resolve));
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));
  await redis[Symbol.asyncDispose]();
});

/** Feeds that are due at once. Returns their ids. */
async function register(host: string, count: number): Promise<string[]> {
  const { port } = site.address() as AddressInfo;
  const { added } = await createFeedRegistry(redis.redis).add(
    Array.from({ length: count }, (_, at) => ({
      url: `http://${host}:${port}/${at}`,
      ...UNSAID,
    })),
  );
  const ids = added.map(({ id }) => id);
  await createDueFeeds(redis.redis).scheduleNew(new Map(ids.map((id) => [id, 0])));
  return ids;
}

async function start(): Promise<void> {
  const config = loadConfig({
    REDIS_URL: redis.url,
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_HOST_UNIT: "host",
    WIREFOLD_HOST_SPACING: String(SPACING),
    WIREFOLD_CONCURRENCY: "3",
    WIREFOLD_SHUTDOWN: "2",
  });
  const log = createLogger("silent");
  services.push(await startService(config, ["scheduler", "fetcher"], log));
  services.push(await startService(config, ["fetcher"], log));
}

async function polled(ids: readonly string[]): Promise<number> {
  const states = await createFeedStates(redis.redis).loadAll(ids);
  return states.filter(({ polledAt }) => polledAt > 0).length;
}

/** So many that they take longer than the start of the services, from which they are counted. */
const TURNS = 25;

test("two fetchers keep the spacing of every host, as its server sees it, and a silent host delays none", async () => {
  // Due before the others, and enough of them to fill both fetchers for half a minute.
  const silent = await register(SILENT, 20);
  const hosts = [1, 2, 3, 4, 5].map((at) => `127.0.1.${at}`);
  const lively = (await Promise.all(hosts.map((host) => register(host, TURNS)))).flat();
  const started = performance.now();
  await start();
  await expect.poll(() => polled(lively), { timeout: 20_000, interval: 50 }).toBe(lively.length);

  expect(await polled(silent)).toBe(0);
  expect(arrivals.get(SILENT)?.length).toBe(2);
  for (const host of hosts) {
    const times = arrivals.get(host) ?? [];
    expect(times).toHaveLength(TURNS);
    // A busy machine notes a request late, so two may seem too close; but none comes before its turn from the start on.
    for (const [turn, time] of times.entries()) expect(time - started).toBeGreaterThan(turn * (SPACING - 2));
  }
});
