import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createFeedStates, type FeedState } from "../../../src/registry/feed-state.ts";
import { createDueFeeds, type DueFeeds } from "../../../src/schedule/due-feeds.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const LEASE = 60_000;
let server: TestRedis;
let due: DueFeeds;

beforeAll(async () => {
  server = await startTestRedis();
  due = createDueFeeds(server.redis);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
});

const now = (...ids: string[]) => due.scheduleNew(new Map(ids.map((id) => [id, 0])));
const claim = async (limit = 10): Promise<string[]> => (await due.claim(limit, LEASE)).feedIds;

test("a due feed is claimed once, however many schedulers ask", async () => {
  const ids = Array.from({ length: 100 }, (_, n) => `feed-${n}`);
  await now(...ids);
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim(7)));
  expect(claims.flat().toSorted()).toEqual(ids.toSorted());
});

test("a claim that came to nothing is due again when the lease is over", async () => {
  await now("a");
  expect((await due.claim(1, -1)).feedIds).toEqual(["a"]);
  expect(await claim()).toEqual(["a"]);
  expect(await claim()).toEqual([]);
});

test("a feed that has a time keeps it, and waits for it", async () => {
  await due.scheduleNew(new Map([["a", 60_000]]));
  await now("a");
  expect(await claim()).toEqual([]);
});

test("polling now moves known feeds and creates none", async () => {
  await due.scheduleNew(new Map([["a", 60_000]]));
  expect(await due.pollNow(["a", "removed"])).toBe(1);
  expect(await claim()).toEqual(["a"]);
});

test("a feed that is put back waits, and a removed one stays removed", async () => {
  await now("a");
  await claim();
  await due.postpone("a", 60_000);
  await due.postpone("removed", 0);
  const [at, removed] = await due.dueAt(["a", "removed"]);
  expect(at?.getTime()).toBeGreaterThan(Date.now() + 50_000);
  expect(removed).toBeNull();
  await due.postpone("a", 0);
  expect(await claim()).toEqual(["a"]);
});

test("a committed poll sets the next time by the clock of Redis, and tells claims before it from claims after it", async () => {
  await now("a");
  const { claimedAt } = await due.claim(1, LEASE);
  const states = createFeedStates(server.redis);
  const state: FeedState = { ...(await states.load("a")), published: 3, title: 'quotes " and ] survive' };
  await states.commit("a", state, 0);
  const stored = await states.load("a");
  expect(stored).toMatchObject({ published: 3, title: 'quotes " and ] survive' });
  expect(stored.polledAt).toBeGreaterThanOrEqual(claimedAt);
  const next = await due.claim(1, LEASE);
  expect(next.feedIds).toEqual(["a"]);
  expect(next.claimedAt).toBeGreaterThanOrEqual(stored.polledAt);
});

test("a poll that ends after its feed was removed leaves nothing behind", async () => {
  const states = createFeedStates(server.redis);
  await states.commit("gone", await states.load("gone"), 0);
  expect(await server.redis.dbsize()).toBe(0);
});
