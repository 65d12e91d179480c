import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createHeldItems } from "../../../src/backfill/held-items.ts";
import { featuresOf } from "../../../src/dedupe/identity/features.ts";
import { identify } from "../../../src/dedupe/identity/identity.ts";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import { countVerdicts, type Tally } from "../../../src/tally.ts";
import { INDEX_KEYS } from "../../../src/redis/keys.ts";
import { releaseHeld } from "../../../src/release-held.ts";
import { anArrival, anEntry } from "../../support/items.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

let server: TestRedis;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
});

const PREVIOUS = "2026-03-01T12:00:00.000Z";

/** Holds so many items back, each with a text of this length. */
async function hold(count: number, length: number): Promise<Tally> {
  const entries = [...Array(count).keys()].map((n) => anEntry({ guid: `g${n}`, title: `t${n}` }));
  const features = entries.map((entry) => featuresOf({ entry, canonicalUrl: null }, new Set()));
  const text = "x".repeat(length);
  const arrivals = identify("f1", "guid", features).map((identity) => anArrival(identity, { text }, "hold"));
  return countVerdicts(await createItemIndex(server.redis).admit("f1", arrivals, PREVIOUS, new Date()));
}

test("10,000 items are held; what goes beyond is counted, and known", async () => {
  const held = createHeldItems(server.redis);
  expect(await hold(10_010, 0)).toMatchObject({ published: 0, held: 10_000, overflow: 10 });
  expect(await hold(10_010, 0)).toMatchObject({ published: 0, held: 0, overflow: 0 });
  expect(await held.holds(["f1", "f2"])).toEqual([
    { items: 10_000, overflow: 10 },
    { items: 0, overflow: 0 },
  ]);
  expect(await releaseHeld("f1", "emit", held, createItemIndex(server.redis))).toMatchObject({
    emitted: 10_000,
  });
  expect(await server.redis.xlen(INDEX_KEYS.items)).toBe(10_000);
  expect(await held.holds(["f1"])).toEqual([{ items: 0, overflow: 0 }]);
});

test("32 MB are held, and there is room again when they were released", async () => {
  const held = createHeldItems(server.redis);
  const { held: kept, overflow } = await hold(40, 1_000_000);
  expect(kept).toBe(33);
  expect(overflow).toBe(7);
  await releaseHeld("f1", "drop", held, createItemIndex(server.redis));
  await server.redis.del("{wf}:seen:f1");
  expect(await hold(40, 1_000_000)).toMatchObject({ held: 33, overflow: 7 });
});
