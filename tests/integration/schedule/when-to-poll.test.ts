import { describe, expect, test, vi } from "vitest";
import { FetchError } from "../../../src/errors.ts";
import { type Feed, NO_HINTS } from "../../../src/model.ts";
import { ANSWERED_KEY, feedStateKey, REACHED_KEY, UNREACHED_KEY } from "../../../src/redis/keys.ts";
import { createFeedStates, type StoredFeedState } from "../../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../../src/schedule/due-feeds.ts";
import { rss, type SampleItem } from "../../support/feed-server.ts";
import { type Polls, usePolls } from "../../support/polls.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
usePolls(server, (started) => {
  polls = started;
});

const HOUR = 1 / 24;
const stateOf = (feed: Feed): Promise<StoredFeedState> => createFeedStates(server.redis).load(feed.id);
const items = (from: number, to: number): SampleItem[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ title: `t${to - at}`, guid: `g${to - at}` }));
const serve = (path: string, document: string, headers: Record<string, string> = {}): void =>
  polls.site.serve(path, (_, response) => response.writeHead(200, headers).end(document));

/** Seconds from the last poll to the next. */
async function wait(feed: Feed): Promise<number> {
  const [due] = await createDueFeeds(server.redis).dueAt([feed.id]);
  return ((due?.getTime() ?? 0) - (await stateOf(feed)).polledAt) / 1000;
}

describe("a feed's rhythm", () => {
  test("is learned from what is new when we look, not from its dates", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", rss(items(1, 10)));
    await polls.poll(feed);
    expect(await wait(feed)).toBe(60);
    for (const last of [11, 12]) {
      polls.later(4 * HOUR);
      serve(
        "/a.xml",
        rss(items(last - 9, last).map((item) => ({ ...item, pubDate: "Fri, 01 Jan 1999 00:00:00 GMT" }))),
      );
      await polls.poll(feed);
    }
    expect((await stateOf(feed)).schedule).toMatchObject({
      gap: 4 * 3_600,
      entries: 10,
      known: 9,
      missedAt: null,
    });
    expect(await wait(feed)).toBeCloseTo(2 * 3_600 * 1.25, 1);
  });

  test("is disturbed by a document in which nothing is known: entries may be lost", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", rss(items(1, 10)));
    await polls.poll(feed);
    polls.later(4 * HOUR);
    serve("/a.xml", rss(items(21, 30)));
    await polls.poll(feed);
    expect(polls.metrics.totals.gapsSuspected).toBe(1);
    expect((await stateOf(feed)).schedule).toMatchObject({ known: 0, missedAt: "2026-03-01T16:00:00.000Z" });
    expect(await wait(feed)).toBeCloseTo(1_800, 1);
    await polls.poll(feed);
    expect((await stateOf(feed)).schedule).toMatchObject({ known: 10, missedAt: "2026-03-01T16:00:00.000Z" });
    expect(polls.metrics.totals.gapsSuspected).toBe(1);
  });

  test("counts what another feed brought first as news of this one, and what is known by another guid as known", async () => {
    const feed = await polls.register("/a.xml");
    const link = (n: number) => ({ title: `t${n}`, guid: `g${n}`, link: `http://x.example/${n}` });
    serve("/a.xml", rss([link(1)]));
    await polls.poll(feed);
    serve("/b.xml", rss([link(2)]));
    await polls.poll(await polls.register("/b.xml"));
    polls.later(HOUR);
    serve("/a.xml", rss([link(2), link(1)]));
    await polls.poll(feed);
    expect((await stateOf(feed)).schedule).toMatchObject({ entries: 2, known: 1, gap: 3_600 });
  });
});

describe("what a publisher asks for", () => {
  const ttl = (minutes: number): string =>
    rss(items(1, 3)).replace("<channel>", `<channel><ttl>${minutes}</ttl>`);

  test("in the document holds for answers that bring none, and leaves with it", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", ttl(90), { etag: '"1"' });
    await polls.poll(feed);
    expect(await wait(feed)).toBe(5_400);
    polls.site.serve("/a.xml", (_, response) => response.writeHead(304).end());
    await polls.poll(feed);
    expect(await wait(feed)).toBe(5_400);
    expect((await stateOf(feed)).schedule.hints).toEqual({ ...NO_HINTS, ttl: 90 });
    serve("/a.xml", rss(items(1, 4)));
    await polls.poll(feed);
    expect((await stateOf(feed)).schedule.hints).toBeNull();
  });

  test("in the headers is for this answer alone, with status 304 too", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", rss(items(1, 3)), { etag: '"1"', "cache-control": "max-age=7200", age: "200" });
    await polls.poll(feed);
    expect(await wait(feed)).toBe(7_000);
    polls.site.serve("/a.xml", (_, response) => response.writeHead(304, { "retry-after": "9000" }).end());
    await polls.poll(feed);
    expect(await wait(feed)).toBe(9_000);
    polls.site.serve("/a.xml", (_, response) => response.writeHead(304).end());
    await polls.poll(feed);
    expect(await wait(feed)).toBe(60);
  });

  test("with a refusal is kept to", async () => {
    const feed = await polls.register("/a.xml");
    polls.site.serve("/a.xml", (_, response) => response.writeHead(429, { "retry-after": "90000" }).end());
    await polls.poll(feed);
    expect(await wait(feed)).toBe(90_000);
    expect((await stateOf(feed)).schedule).toMatchObject({
      retryAfter: 90_000,
      failing: { kind: "rate-limited", isDead: false },
    });
  });
});

test("410 is believed when it was repeated for days, and told once; one answer takes it back", async () => {
  const feed = await polls.register("/a.xml");
  polls.site.serve("/a.xml", (_, response) => response.writeHead(410).end());
  for (let day = 0; day < 6; day++) {
    expect(polls.metrics.totals.deaths).toBe(day > 3 ? 1 : 0);
    await polls.poll(feed);
    polls.later(1);
  }
  expect(await wait(feed)).toBeCloseTo((7 * 86_400) / 1.25, 1);
  serve("/a.xml", rss(items(1, 3)));
  await polls.poll(feed);
  expect((await stateOf(feed)).schedule.failing).toBeNull();
});

describe("an outage of ours", () => {
  const unreachable = new FetchError("FETCH_DNS", "no such name");

  test("is charged to nobody, and is over when somebody answers", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", rss(items(1, 3)));
    await polls.poll(feed);
    const before = await stateOf(feed);
    await vi.waitFor(async () => expect(await server.redis.exists(ANSWERED_KEY)).toBe(1), 5_000);
    const now = Date.now();
    await server.redis.del(REACHED_KEY, ANSWERED_KEY);
    await server.redis.zadd(UNREACHED_KEY, now, "b.example", now, "c.example");
    await polls.fail(feed, unreachable);
    const { polledAt, ...after } = await stateOf(feed);
    expect(after).toEqual({
      ...before,
      polledAt: undefined,
      schedule: { ...before.schedule, outageAt: "2026-03-01T12:00:00.000Z" },
    });
    expect(polledAt).toBeGreaterThanOrEqual(before.polledAt);
    expect(polls.metrics.totals.outages).toBe(1);
    expect(await wait(feed)).toBe(60);
    await polls.poll(feed);
    expect((await stateOf(feed)).schedule.outageAt).toBeNull();
    await polls.fail(feed, unreachable);
    expect((await stateOf(feed)).failures).toBe(1);
  });

  test("is not made of failures that are the feeds' own", async () => {
    const feed = await polls.register("/a.xml");
    for (const host of ["b", "c", "d"]) await server.redis.zadd(UNREACHED_KEY, Date.now(), host);
    await polls.fail(feed, new FetchError("FETCH_STATUS", "not found", { status: 404 }));
    expect((await stateOf(feed)).failures).toBe(1);
  });

  test("is not made of feeds that never worked", async () => {
    for (const path of ["/a", "/b", "/c", "/d"]) {
      const feed = await polls.register(path);
      await polls.fail(feed, unreachable);
      expect((await stateOf(feed)).failures).toBe(1);
    }
    expect(await server.redis.exists(UNREACHED_KEY)).toBe(0);
  });
});

describe("what is remembered for it", () => {
  test("is read back as it was, and is short", async () => {
    const feed = await polls.register("/a.xml");
    const hints = "<ttl>60</ttl><skipHours><hour>3</hour><hour>4</hour></skipHours>";
    serve("/a.xml", rss(items(1, 3)).replace("<channel>", `<channel>${hints}`), {
      "cache-control": "max-age=300",
    });
    await polls.poll(feed);
    polls.later(HOUR);
    serve("/a.xml", rss(items(1, 5)).replace("<channel>", `<channel>${hints}`));
    await polls.poll(feed);
    const record = JSON.parse((await server.redis.get(feedStateKey(feed.id))) ?? "") as { schedule: object };
    expect(record.schedule).toEqual({
      newAt: "2026-03-01T13:00:00.000Z",
      gap: 3_600,
      entries: 5,
      known: 3,
      hints: { ttl: 60, skipHours: [3, 4] },
    });
    expect(JSON.stringify(record.schedule).length).toBeLessThan(200);
    expect((await stateOf(feed)).schedule).toMatchObject({
      hints: { ...NO_HINTS, ttl: 60, skipHours: [3, 4] },
      fresh: null,
    });
  });

  test("is nothing in a state of an older version", async () => {
    const feed = await polls.register("/a.xml");
    serve("/a.xml", rss(items(1, 3)));
    await polls.poll(feed);
    const { schedule: _, ...old } = JSON.parse(
      (await server.redis.get(feedStateKey(feed.id))) ?? "",
    ) as StoredFeedState;
    await server.redis.set(feedStateKey(feed.id), JSON.stringify(old));
    expect((await stateOf(feed)).schedule).toMatchObject({ newAt: null, hints: null, failing: null });
    await polls.poll(feed);
    expect((await stateOf(feed)).schedule.newAt).toBe("2026-03-01T12:00:00.000Z");
  });
});
