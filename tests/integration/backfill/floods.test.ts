import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHeldItems, type HeldItems } from "../../../src/backfill/held-items.ts";
import type { Submission } from "../../../src/dedupe/index/submission.ts";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import type { Feed } from "../../../src/model.ts";
import { INDEX_KEYS } from "../../../src/redis/keys.ts";
import { createFeedStates } from "../../../src/registry/feed-state.ts";
import { type Release, releaseHeld } from "../../../src/release-held.ts";
import { rss, type SampleItem } from "../../support/feed-server.ts";
import { type Polls, usePolls } from "../../support/polls.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let held: HeldItems;
let feed: Feed;
usePolls(server, async (started) => {
  polls = started;
  held = createHeldItems(server.redis);
  feed = await polls.register("/a.xml");
});

/** Entries by number, a day each: 0 is of the day of the first poll, what is below 0 is of later. */
const aged = (n: number): SampleItem => ({
  title: `t${n}`,
  guid: `g${n}`,
  link: `http://x.example/${n}`,
  pubDate: new Date(Date.parse("2026-03-01T12:00:00Z") - n * 86_400_000).toUTCString(),
});
const range = (from: number, to: number): number[] => [...Array(to - from).keys()].map((n) => from + n);
const titlesOf = (numbers: readonly number[]): string[] => numbers.map((n) => `t${n}`);

let documents = 0;
async function show(
  numbers: readonly number[],
  poll = polls.poll,
  of = feed,
  path = "/a.xml",
): Promise<void> {
  polls.site.serve(path, rss(numbers.map(aged), `Feed ${documents++}`));
  await poll(of);
}
/** The feed shows entries 0 to 9, and a day later 628 of its archive below two new ones. */
const REPLAY = [-1, -0.5, ...range(0, 10), ...range(100, 728)];
async function replay(poll = polls.poll): Promise<void> {
  await show(range(0, 10));
  polls.later(1);
  await show(REPLAY, poll);
}
const since = async (count: number): Promise<(string | null)[]> => (await polls.titles()).slice(count);
const items = async (of = feed): Promise<number> => (await held.holds([of.id]))[0]?.items ?? 0;
const release = (action: "emit" | "drop"): Promise<Release> =>
  releaseHeld(feed.id, action, held, createItemIndex(server.redis));
const ARCHIVE = titlesOf(range(100, 728)).toReversed();
const NEWS = ["t-0.5", "t-1"];

describe("an archive of 628 posts that is shown again", () => {
  test("is held and reported; what is new comes at once, as news", async () => {
    await replay();
    expect(await since(10)).toEqual(NEWS);
    expect((await polls.published()).slice(10).map(({ backfill }) => backfill)).toEqual([false, false]);
    expect(await held.holds([feed.id])).toEqual([{ items: 628, overflow: 0 }]);
    expect(polls.metrics.totals).toMatchObject({ held: 628, overflow: 0, published: 12 });
    polls.later(1);
    await show([...REPLAY, 800]);
    expect(await since(12)).toEqual(["t800"]);
    expect(await items()).toBe(628);
  });

  test("does not keep back an edition of what is known", async () => {
    await show(range(0, 10));
    polls.later(1);
    const edited = { ...aged(3), title: "t3, corrected" };
    polls.site.serve("/a.xml", rss([edited, ...REPLAY.filter((n) => n !== 3).map(aged)], "Edited"));
    await polls.poll(feed);
    expect(await items()).toBe(628);
    const told = (await polls.published()).slice(10).map(({ event, title }) => `${event} ${title}`);
    expect(told).toEqual(["new t-0.5", "new t-1", "revision t3, corrected"]);
  });

  test("runs out after 30 days, and no earlier", async () => {
    await replay();
    expect(await server.redis.ttl(INDEX_KEYS.held(feed.id))).toBeGreaterThan(30 * 86_400 - 60);
    expect(await server.redis.ttl(INDEX_KEYS.held(feed.id))).toBeLessThanOrEqual(30 * 86_400);
  });

  test("is no habit", async () => {
    await replay();
    const { habit } = await createFeedStates(server.redis).load(feed.id);
    expect(habit).toEqual({ arrivals: 0.4, dated: 1 });
  });

  test("comes when it is released: oldest first, as backfill, once", async () => {
    await replay();
    expect(await release("emit")).toEqual({ emitted: 628, duplicates: 0, dropped: 0 });
    expect(await release("emit")).toEqual({ emitted: 0, duplicates: 0, dropped: 0 });
    expect(await since(12)).toEqual(ARCHIVE);
    const released = (await polls.published()).slice(12);
    expect(released.every(({ backfill, feed: { id } }) => backfill && id === feed.id)).toBe(true);
    polls.later(1);
    await show([-3, ...REPLAY]);
    expect(await since(640)).toEqual(["t-3"]);
    expect(await server.redis.keys("{wf}:held:*")).toEqual([]);
  });

  test("comes once when it is released by several at the same time, while a poll brings more", async () => {
    await replay();
    polls.later(1);
    const more = [...REPLAY, ...range(800, 900)];
    await Promise.all([show(more), ...range(0, 3).map(() => release("emit"))]);
    await release("emit");
    const titles = await since(12);
    expect(titles.filter((title) => ARCHIVE.includes(title ?? ""))).toEqual(ARCHIVE);
    expect(titles.toSorted()).toEqual([...ARCHIVE, ...titlesOf(range(800, 900))].toSorted());
  });

  test("never comes when it is dropped, and is known", async () => {
    await replay();
    expect(await release("drop")).toEqual({ emitted: 0, duplicates: 0, dropped: 628 });
    expect(await release("emit")).toEqual({ emitted: 0, duplicates: 0, dropped: 0 });
    polls.later(1);
    await show([...REPLAY, 800]);
    expect(await since(12)).toEqual(["t800"]);
  });

  test.each(range(0, 25))("is held and comes once when the poll dies after %i scripts", async (scripts) => {
    await replay((of) => polls.pollAndDieEarly(of, scripts));
    const heldBefore = await items();
    await polls.poll(feed);
    expect(heldBefore).toBe(Math.min(scripts * 30, 628));
    expect(await items()).toBe(628);
    expect(await since(10)).toEqual(NEWS);
    await release("emit");
    expect(await since(12)).toEqual(ARCHIVE);
  });

  test("is held also when it was released between a crash and the next poll", async () => {
    await replay((of) => polls.pollAndDieEarly(of, 20));
    await release("emit");
    await polls.poll(feed);
    expect(await items()).toBe(28);
    expect(await since(610)).toEqual(NEWS);
  });
});

test("an archive whose site moved and gave new guids is recognized, not held", async () => {
  await show(range(0, 100));
  polls.later(1);
  const moved = (n: number) => ({ ...aged(n), guid: `new${n}`, link: `https://www.x.example/${n}` });
  polls.site.serve("/a.xml", rss(range(0, 100).map(moved), "Moved"));
  await polls.poll(feed);
  expect(await since(100)).toEqual([]);
  expect(await items()).toBe(0);
});

test("of 1,200 new entries the newest 1,000 come, and the rest is held", async () => {
  await show([0]);
  polls.later(1);
  await show(
    range(1, 1_201)
      .map((n) => n / -2_000)
      .toReversed(),
  );
  expect(await polls.titles()).toHaveLength(1_001);
  expect(await items()).toBe(200);
  expect(await since(1_000)).toEqual(["t-0.6"]);
  await release("emit");
  expect(new Set(await polls.titles()).size).toBe(1_201);
});

describe("a held article", () => {
  test("that another feed tells meanwhile is not told again by its release", async () => {
    await replay();
    const other = await polls.register("/b.xml");
    await show([500], polls.poll, other, "/b.xml");
    expect(await since(12)).toEqual(["t500"]);
    expect(await release("emit")).toEqual({ emitted: 627, duplicates: 1, dropped: 0 });
    expect((await polls.titles()).filter((title) => title === "t500")).toHaveLength(1);
  });

  test("that was released keeps another feed's copy back, and one that was dropped does not", async () => {
    await replay();
    await release("emit");
    await show([500], polls.poll, await polls.register("/b.xml"), "/b.xml");
    expect(await since(640)).toEqual([]);
    polls.later(1);
    await show([...REPLAY, ...range(1_000, 1_100)]);
    await release("drop");
    await show([1_000], polls.poll, await polls.register("/c.xml"), "/c.xml");
    expect(await since(640)).toEqual(["t1000"]);
  });
});

test("whatever is shown, dies and is released: each entry is emitted once, or held, or known", async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ from: fc.integer({ min: -90, max: 300 }), size: fc.nat(150) }) },
    { weight: 1, arbitrary: fc.constantFrom("emit" as const, "drop" as const) },
  );
  const deaths = fc.option(fc.nat(4));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, deaths), { maxLength: 6 }), async (steps) => {
      await server.redis.flushall();
      feed = await polls.register("/a.xml");
      const shown = new Set<number>();
      let dropped = 0;
      for (const [what, death] of steps) {
        if (typeof what === "string") dropped += (await release(what)).dropped;
        else {
          const numbers = range(what.from, what.from + what.size);
          for (const n of numbers) shown.add(n);
          if (death !== null) await show(numbers, (of) => polls.pollAndDieEarly(of, death));
          // The document that a dead poll had begun may be another one when it is repeated; then it is shown later.
          await show(numbers);
        }
        polls.later(1);
      }
      const emitted = (await polls.published()).map(({ id }) => id);
      const waiting = await server.redis.xrange(INDEX_KEYS.held(feed.id), "-", "+");
      const heldIds = waiting.map(([, fields]) => {
        const submission = fields[fields.indexOf("submission") + 1] ?? "";
        return (JSON.parse(submission) as Submission).id;
      });
      expect(new Set([...emitted, ...heldIds]).size).toBe(emitted.length + heldIds.length);
      // The first document had room for all its entries, so that what is not told was dropped.
      expect(emitted.length + heldIds.length + dropped).toBe(shown.size);
    }),
    {
      numRuns: 25,
      examples: [
        [
          [
            [{ from: 0, size: 10 }, null],
            [{ from: 100, size: 150 }, 2],
            ["emit", null],
            [{ from: 100, size: 150 }, null],
          ],
        ],
      ],
    },
  );
});
