import { Queue } from "bullmq";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import type { ItemEvent } from "../../../src/item.ts";
import type { Entry } from "../../../src/model.ts";
import { featuresOf } from "../../../src/dedupe/identity/features.ts";
import { identify } from "../../../src/dedupe/identity/identity.ts";
import { createRelay, type Relay } from "../../../src/publish/relay.ts";
import { ITEMS_QUEUE_PREFIX } from "../../../src/redis/keys.ts";
import { anArrival, anEntry, anItemEvent } from "../../support/items.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

let server: TestRedis;
let queue: Queue<ItemEvent>;
const relays: Relay[] = [];
let missed: number;

beforeAll(async () => {
  server = await startTestRedis();
  queue = new Queue("items", { connection: server.redis, prefix: ITEMS_QUEUE_PREFIX });
});
afterAll(async () => {
  await queue.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  missed = 0;
  await server.redis.flushall();
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
});

function open(maxUndone = 1_000): Relay {
  const relay = createRelay(server.redis, server.redis.duplicate(), {
    maxUndone,
    retentionDays: 7,
    trimEvery: 0,
    onRelayed: () => {},
    onMissed: () => missed++,
  });
  relays.push(relay);
  return relay;
}

/** Puts events on the stream by the way that all events go. */
async function publish(...names: string[]): Promise<void> {
  const entries: Entry[] = names.map((name) => anEntry({ guid: name, title: name }));
  const features = entries.map((entry) => featuresOf({ entry, canonicalUrl: null }, new Set()));
  const identities = identify("feed", "guid", features);
  const arrivals = identities.map((identity, at) => anArrival(identity, { title: names[at] ?? null }));
  await createItemIndex(server.redis).admit("feed", arrivals, null, new Date());
}

const waiting = async (): Promise<(string | null)[]> =>
  (await queue.getWaiting()).map(({ data }) => data.item.title);

test("every event becomes a job, in order, under the event's id", async () => {
  await publish("one", "two");
  await open().step();
  const jobs = await queue.getWaiting();
  expect(jobs.map(({ id, name, data }) => [id, name, data.item.title])).toEqual([
    [expect.stringMatching(/-new$/), "new", "one"],
    [expect.stringMatching(/-new$/), "new", "two"],
  ]);
});

test("a relay that takes over after another goes on where that one was", async () => {
  await publish("one");
  const first = open();
  await first.step();
  await server.redis.del("{wf}:relay:items:lock");
  await publish("two");
  await open().step();
  expect(await waiting()).toEqual(["one", "two"]);
});

test("a batch that is handed over again after a crash adds nothing", async () => {
  await publish("one", "two");
  const relay = open();
  await relay.step();
  await server.redis.del("{wf}:relay:items", "{wf}:relay:items:lock");
  await open().step();
  expect(await waiting()).toEqual(["one", "two"]);
});

test("a relay that lost the lock without noticing goes on where the other one was", async () => {
  await publish("one");
  const [first, second] = [open(), open()];
  await first.step();
  await server.redis.del("{wf}:relay:items:lock");
  await publish("two");
  await second.step();
  await second.close();
  for (const job of await queue.getWaiting()) await job.remove();
  await publish("three");
  await first.step();
  expect(await waiting()).toEqual(["three"]);
});

test("a relay that is closed leaves at once to the next", async () => {
  const first = open();
  await publish("one");
  await first.step();
  await first.close();
  await publish("two");
  await open().step();
  expect(await waiting()).toEqual(["one", "two"]);
});

test("jobs that wait for another try count as undone too", async () => {
  await publish("one", "two", "three");
  const relay = open(2);
  await relay.step();
  for (const job of await queue.getWaiting()) await job.changeDelay(60_000).catch(() => job.remove());
  await queue.add("new", anItemEvent({ id: "late" }), { delay: 60_000 });
  await queue.add("new", anItemEvent({ id: "later" }), { delay: 60_000 });
  expect(await relay.step()).toBeGreaterThan(0);
  expect(await waiting()).toEqual([]);
});

test("two relays never work at once; the second waits", async () => {
  await publish("one");
  const [first, second] = [open(), open()];
  await first.step();
  await publish("two");
  expect(await second.step()).toBeGreaterThan(0);
  expect(await waiting()).toEqual(["one"]);
});

test("a queue that nobody works on is filled up to the limit, and the rest stays on the stream", async () => {
  await publish("one", "two", "three");
  const relay = open(2);
  await relay.step();
  expect(await relay.step()).toBeGreaterThan(0);
  expect(await waiting()).toEqual(["one", "two"]);
  const [job] = await queue.getWaiting();
  await job?.remove();
  await relay.step();
  expect(await waiting()).toEqual(["two", "three"]);
});

describe("an old event", () => {
  const weeksAgo = Date.now() - 30 * 86_400_000;
  /** Whole nodes of the stream are removed, and a node holds a hundred entries. */
  const COUNT = 250;

  beforeEach(async () => {
    const { id, item } = anItemEvent({ id: "old", title: "old" });
    for (let n = 0; n < COUNT; n++) {
      const fields = ["id", `${id}-${n}`, "event", "new", "story", "s", "item", JSON.stringify(item)];
      await server.redis.xadd("{wf}:items", `${weeksAgo + n}-0`, ...fields);
    }
  });

  test("leaves the stream, whether the queue has taken it or not, and the second is told", async () => {
    await open().step();
    expect(await server.redis.xlen("{wf}:items")).toBeLessThan(COUNT - 100);
    expect(missed).toBe(1);
  });

  test("leaves in silence when the queue had taken it", async () => {
    await server.redis.set("{wf}:relay:items", `${Date.now()}-0`);
    await publish("fresh");
    await open().step();
    expect(await server.redis.xlen("{wf}:items")).toBeLessThan(COUNT - 100);
    expect(missed).toBe(0);
  });
});
