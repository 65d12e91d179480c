import { describe, expect, test } from "vitest";
import type { Feed } from "../../../src/model.ts";
import { rss, type SampleItem } from "../../support/feed-server.ts";
import { type Polls, usePolls } from "../../support/polls.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let feed: Feed;
usePolls(server, async (started) => {
  polls = started;
  feed = await polls.register("/a.xml");
});

/** Entries by number, a day each; number 0 is of today. */
const aged = (n: number): SampleItem => ({
  title: `t${n}`,
  guid: `g${n}`,
  link: `http://x.example/${n}`,
  pubDate: new Date(Date.parse("2026-03-01T12:00:00Z") - n * 86_400_000).toUTCString(),
});
const range = (from: number, to: number): number[] => [...Array(to - from).keys()].map((n) => from + n);
const titlesOf = (numbers: readonly number[]): string[] => numbers.map((n) => `t${n}`);

let documents = 0;
/** Another title each time: the same bytes would not be read again. */
function serve(items: readonly SampleItem[], path = "/a.xml"): void {
  polls.site.serve(path, rss(items, `Feed ${documents++}`));
}

test("of 1,000 entries the newest 200 come, oldest first and as backfill; the rest is known", async () => {
  serve(range(0, 1_000).map(aged));
  await polls.poll(feed);
  expect(await polls.titles()).toEqual(titlesOf(range(0, 200)).toReversed());
  expect(new Set((await polls.published()).map(({ backfill }) => backfill))).toEqual(new Set([true]));

  serve(range(-1, 1_000).map(aged));
  polls.later(1);
  await polls.poll(feed);
  const [latest, ...rest] = (await polls.published()).slice(200);
  expect(latest).toMatchObject({ title: "t-1", backfill: false });
  expect(rest).toEqual([]);
});

test("of a feed that lists the oldest first, the newest come", async () => {
  serve(range(0, 10).map(aged).toReversed());
  await polls.poll({ ...feed, first: { newest: 3 } });
  expect((await polls.titles()).toSorted()).toEqual(["t0", "t1", "t2"]);
});

describe("a feed says what comes:", () => {
  test.each([
    ["nothing", { newest: 0 }, []],
    ["some", { newest: 2 }, ["t1", "t0"]],
    ["a week", { seconds: 7 * 86_400 }, ["t7", "t6", "t5", "t4", "t3", "t2", "t1", "t0"]],
  ])("%s, and the rest not later either", async (_, first, titles) => {
    for (const numbers of [range(0, 20), range(0, 20)]) {
      serve(numbers.map(aged));
      await polls.poll({ ...feed, first });
    }
    expect(await polls.titles()).toEqual(titles);
  });
});

test.each(range(0, 5))(
  "a crash after %i scripts neither repeats nor loses what was to come",
  async (scripts) => {
    const first = { newest: 60 };
    serve(range(0, 160).map(aged));
    await polls.pollAndDieEarly({ ...feed, first }, scripts);
    const before = await polls.titles();
    await polls.poll({ ...feed, first });
    await polls.poll({ ...feed, first });
    expect(before.length).toBe(Math.min(scripts * 30, 60));
    expect(await polls.titles()).toEqual(titlesOf(range(0, 60)).toReversed());
  },
);

describe("an entry that was never told", () => {
  test("does not keep another feed's item of the same article back", async () => {
    serve([aged(0), aged(1)]);
    await polls.poll({ ...feed, first: { newest: 1 } });
    serve(
      [
        { ...aged(1), guid: "b1" },
        { ...aged(0), guid: "b0" },
      ],
      "/b.xml",
    );
    const other = await polls.register("/b.xml");
    await polls.poll(other);
    serve([{ ...aged(1), guid: "c1" }], "/c.xml");
    await polls.poll(await polls.register("/c.xml"));
    expect(await polls.titles()).toEqual(["t0", "t1"]);
    expect((await polls.published()).map((item) => item.feed.id)).toEqual([feed.id, other.id]);
  });

  test("takes nothing from an item that was told by another feed before", async () => {
    serve([{ ...aged(1), guid: "b1" }], "/b.xml");
    await polls.poll(await polls.register("/b.xml"));
    serve([aged(1)]);
    await polls.poll({ ...feed, first: { newest: 0 } });
    serve([{ ...aged(1), guid: "c1" }], "/c.xml");
    await polls.poll(await polls.register("/c.xml"));
    expect(await polls.titles()).toEqual(["t1"]);
  });

  test("takes nothing from an item that another feed tells later, however often it is judged again", async () => {
    const shared = (n: number) => ({ ...aged(n), guid: "same" });
    const silent = { ...feed, first: { newest: 0 } };
    serve([0, 1].map(shared));
    await polls.poll(silent);
    serve([{ ...aged(1), guid: "b1" }], "/b.xml");
    await polls.poll(await polls.register("/b.xml"));
    serve([0, 1].map(shared));
    await polls.poll(silent);
    serve([{ ...aged(1), guid: "c1" }], "/c.xml");
    await polls.poll(await polls.register("/c.xml"));
    expect(await polls.titles()).toEqual(["t1"]);
  });

  test("is known in its feed under another guid", async () => {
    serve(range(0, 3).map(aged));
    await polls.poll({ ...feed, first: { newest: 1 } });
    serve(range(0, 3).map((n) => ({ ...aged(n), guid: n === 2 ? "changed" : `g${n}` })));
    await polls.poll(feed);
    expect(await polls.titles()).toEqual(["t0"]);
  });

  test("stays known when the feed turns out to have a new guid for everything on every poll", async () => {
    for (const round of ["a", "b", "c"]) {
      serve(range(0, 20).map((n) => ({ ...aged(n), guid: `${round}${n}` })));
      await polls.poll({ ...feed, first: { newest: 5 } });
      polls.later(40);
    }
    expect(await polls.titles()).toEqual(titlesOf(range(0, 5)).toReversed());
    expect(polls.metrics.totals.identityChanges).toBe(1);
  });

  test("is known by its words where all entries have one guid", async () => {
    const shared = (n: number) => ({ title: `t${n}`, guid: "same", description: `text ${n}` });
    for (const numbers of [range(0, 3), range(0, 3), [9, ...range(0, 2)]]) {
      serve(numbers.map(shared));
      await polls.poll({ ...feed, first: { newest: 1 } });
    }
    expect(await polls.titles()).toEqual(["t0", "t9"]);
  });
});
