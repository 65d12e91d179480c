import { describe, expect, test } from "vitest";
import type { Item } from "../../src/item.ts";
import type { Feed } from "../../src/model.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { type FeedServer, rss } from "../support/feed-server.ts";
import { type Polls, usePolls } from "../support/polls.ts";
import { useTestRedis } from "../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let site: FeedServer;
usePolls(server, (started) => {
  polls = started;
  site = started.site;
});

const later = (days: number): void => polls.later(days);
const register = (path: string): Promise<Feed> => polls.register(path);
const poll = (feed: Feed): Promise<void> => polls.poll(feed);
const published = (): Promise<Item[]> => polls.published();
const titles = (): Promise<(string | null)[]> => polls.titles();

describe("a feed", () => {
  test("brings every entry once, oldest first, whatever else is polled again", async () => {
    site.serve(
      "/a.xml",
      rss([
        { title: "two", guid: "2" },
        { title: "one", guid: "1" },
      ]),
    );
    const feed = await register("/a.xml");
    await poll(feed);
    await poll(feed);
    expect(await titles()).toEqual(["one", "two"]);
  });

  test("brings a new entry that stands below known ones", async () => {
    const feed = await register("/a.xml");
    site.serve(
      "/a.xml",
      rss([
        { title: "two", guid: "2" },
        { title: "one", guid: "1" },
      ]),
    );
    await poll(feed);
    site.serve(
      "/a.xml",
      rss([
        { title: "two", guid: "2" },
        { title: "between", guid: "3" },
        { title: "one", guid: "1" },
      ]),
    );
    await poll(feed);
    expect(await titles()).toEqual(["one", "two", "between"]);
  });

  test("marks what it held at the first poll as backfill, and nothing after that", async () => {
    const feed = await register("/a.xml");
    site.serve("/a.xml", rss([{ title: "old", guid: "1" }]));
    await poll(feed);
    site.serve(
      "/a.xml",
      rss([
        { title: "new", guid: "2" },
        { title: "old", guid: "1" },
      ]),
    );
    await poll(feed);
    expect((await published()).map(({ title, backfill }) => [title, backfill])).toEqual([
      ["old", true],
      ["new", false],
    ]);
  });

  test("repeats nothing when its entries vanish and come back within the time they are remembered", async () => {
    const feed = await register("/a.xml");
    const full = rss([{ title: "one", guid: "1" }]);
    site.serve("/a.xml", full);
    await poll(feed);
    for (const round of ["x", "y"]) {
      later(40);
      site.serve("/a.xml", rss([{ title: round, guid: round }]));
      await poll(feed);
    }
    site.serve("/a.xml", full);
    await poll(feed);
    expect(await titles()).toEqual(["one", "x", "y"]);
  });

  test("repeats nothing that was in the feed all the time, however long nothing changed", async () => {
    const feed = await register("/a.xml");
    site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
    await poll(feed);
    later(400);
    site.serve("/a.xml", rss([{ title: "two", guid: "2" }]));
    await poll(feed);
    later(1);
    site.serve(
      "/a.xml",
      rss([
        { title: "one", guid: "1" },
        { title: "two", guid: "2" },
      ]),
    );
    await poll(feed);
    expect(await titles()).toEqual(["one", "two"]);
  });

  test("forgets what has been out of the feed for long", async () => {
    const feed = await register("/a.xml");
    site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
    await poll(feed);
    for (const title of ["two", "three"]) {
      later(60);
      site.serve("/a.xml", rss([{ title, guid: title }]));
      await poll(feed);
    }
    later(60);
    site.serve("/a.xml", rss([{ title: "four", guid: "four" }]));
    await poll(feed);
    const known = await server.redis.hlen(`{wf}:seen:${feed.id}`);
    expect(known).toBe(3);
  });
});

describe("identity", () => {
  test("of one guid for everything proves nothing, also when the entries arrive one at a time", async () => {
    const feed = await register("/a.xml");
    site.serve("/a.xml", rss([{ title: "one", guid: "same", link: "http://x.example/1" }]));
    await poll(feed);
    site.serve(
      "/a.xml",
      rss([
        { title: "two", guid: "same", link: "http://x.example/2" },
        { title: "one", guid: "same", link: "http://x.example/1" },
      ]),
    );
    await poll(feed);
    site.serve("/a.xml", rss([{ title: "three", guid: "same", link: "http://x.example/3" }]));
    await poll(feed);
    expect(await titles()).toEqual(["one", "two", "three"]);
  });

  test("of one address for everything proves nothing", async () => {
    const feed = await register("/a.xml");
    const entry = (n: number) => ({ title: `t${n}`, guid: `g${n}`, link: "http://x.example/alerts" });
    site.serve("/a.xml", rss([entry(2), entry(1)]));
    await poll(feed);
    site.serve("/a.xml", rss([entry(3)]));
    await poll(feed);
    expect(await titles()).toEqual(["t1", "t2", "t3"]);
  });

  const A = "http://x.example/a";
  test.each([
    [
      "no guid and one link for all",
      [
        { title: "1", link: A },
        { title: "2", link: A },
        { title: "3", link: A },
      ],
    ],
    [
      "links that differ in the fragment",
      [
        { title: "t", link: `${A}#1` },
        { title: "t", link: `${A}#2` },
      ],
    ],
    [
      "one guid and no link",
      [
        { title: "1", guid: "g" },
        { title: "2", guid: "g" },
      ],
    ],
    [
      "one guid and one link",
      [
        { title: "1", guid: "g", link: A },
        { title: "2", guid: "g", link: A },
      ],
    ],
    [
      "one guid, one link and one title",
      [
        { title: "t", guid: "g", link: A, description: "1" },
        { title: "t", guid: "g", link: A, description: "2" },
      ],
    ],
    [
      "one address as guid and one title",
      [
        { title: "t", guid: A, link: `${A}/1` },
        { title: "t", guid: A, link: `${A}/2` },
      ],
    ],
  ])("of different entries with %s loses none, and repeats none", async (_, items) => {
    const feed = await register("/a.xml");
    for (const round of ["one", "two"]) {
      site.serve("/a.xml", rss(items, round));
      await poll(feed);
    }
    expect(await published()).toHaveLength(items.length);
  });

  test("of an entry that is printed twice is one", async () => {
    const feed = await register("/a.xml");
    site.serve(
      "/a.xml",
      rss([
        { title: "t", guid: "g" },
        { title: "t", guid: "g" },
      ]),
    );
    await poll(feed);
    expect(await published()).toHaveLength(1);
  });

  test("by address is not given within a feed that always shows the latest at one place", async () => {
    const feed = await register("/a.xml");
    for (const level of ["green", "red"]) {
      site.serve("/a.xml", rss([{ title: level, guid: level, link: "http://x.example/level" }]));
      await poll(feed);
    }
    expect(await titles()).toEqual(["green", "red"]);
  });

  test("by address holds within a feed whose guids change with every request", async () => {
    const feed = await register("/a.xml");
    for (const guid of ["session-1", "session-2"]) {
      site.serve("/a.xml", rss([{ title: "one", guid, link: "http://x.example/one" }]));
      await poll(feed);
    }
    expect(await titles()).toEqual(["one"]);
  });

  test("survives the move of a site to https and another name", async () => {
    const feed = await register("/a.xml");
    site.serve(
      "/a.xml",
      rss([{ title: "one", guid: "http://old.example/?p=7", link: "http://old.example/one" }]),
    );
    await poll(feed);
    site.serve(
      "/a.xml",
      rss([{ title: "one", guid: "https://new.example/?p=7", link: "https://new.example/one" }]),
    );
    await poll(feed);
    expect(await titles()).toEqual(["one"]);
  });

  test("keeps articles of different sites apart that a planet feed carries under equal paths", async () => {
    const feed = await register("/a.xml");
    site.serve(
      "/a.xml",
      rss([
        { title: "one", guid: "http://a.example/?p=7" },
        { title: "two", guid: "http://b.example/?p=7" },
      ]),
    );
    await poll(feed);
    expect(await titles()).toEqual(["two", "one"]);
  });

  test("by address holds across feeds, with tracking parameters, www and scheme aside", async () => {
    site.serve(
      "/a.xml",
      rss([{ title: "one", guid: "1", link: "http://www.x.example/story/?utm_source=rss" }]),
    );
    site.serve("/b.xml", rss([{ title: "one", guid: "b1", link: "https://x.example/story" }]));
    await poll(await register("/a.xml"));
    await poll(await register("/b.xml"));
    expect(await titles()).toEqual(["one"]);
  });

  test("is not the front page of a site", async () => {
    site.serve("/a.xml", rss([{ title: "one", guid: "1", link: "http://x.example/" }]));
    site.serve("/b.xml", rss([{ title: "two", guid: "2", link: "http://x.example" }]));
    await poll(await register("/a.xml"));
    await poll(await register("/b.xml"));
    expect(await titles()).toEqual(["one", "two"]);
  });
});

test("a server that says that nothing changed is not believed for ever", async () => {
  const feed = await register("/a.xml");
  const serve = (title: string) =>
    site.serve("/a.xml", (request, response) => {
      if (request.headers["if-none-match"]) return response.writeHead(304).end();
      return response.setHeader("etag", '"stuck"').end(rss([{ title, guid: title }]));
    });
  serve("one");
  await poll(feed);
  serve("two");
  later(7);
  await poll(feed);
  expect(await titles()).toEqual(["one"]);
  later(2);
  await poll(feed);
  expect(await titles()).toEqual(["one", "two"]);
});

test("the first entry of a feed that was empty is news, not backfill", async () => {
  const feed = await register("/a.xml");
  site.serve("/a.xml", rss([]));
  await poll(feed);
  site.serve("/a.xml", rss([{ title: "first", guid: "1" }]));
  await poll(feed);
  expect((await published()).map(({ backfill }) => backfill)).toEqual([false]);
});

test("a document that was cut off brings its whole entries, and does not answer for the next one", async () => {
  const feed = await register("/a.xml");
  const whole = rss([
    { title: "two", guid: "2" },
    { title: "one", guid: "1" },
  ]);
  const cut = whole.slice(0, whole.indexOf("one"));
  for (const body of [cut, whole]) {
    site.serve("/a.xml", (request, response) => {
      if (request.headers["if-none-match"]) return response.writeHead(304).end();
      return response.setHeader("etag", '"the same"').end(body);
    });
    await poll(feed);
  }
  expect(await titles()).toEqual(["two", "one"]);
});

describe("a failure", () => {
  test("of a document is remembered with its reason, and neither its validators nor its emptiness are", async () => {
    const feed = await register("/a.xml");
    const good = rss([{ title: "one", guid: "1" }]);
    site.serve("/a.xml", good);
    await poll(feed);
    site.serve("/a.xml", (_, response) => response.setHeader("etag", '"broken"').end("<html></html>"));
    await poll(feed);
    const state = await createFeedStates(server.redis).load(feed.id);
    expect(state).toMatchObject({ failures: 1, lastError: { code: "PARSE_NOT_A_FEED" }, etag: null });
    site.serve("/a.xml", good);
    await poll(feed);
    expect(await titles()).toEqual(["one"]);
    expect(await createFeedStates(server.redis).load(feed.id)).toMatchObject({
      failures: 0,
      lastError: null,
    });
  });

  test("after the items were published repeats none of them", async () => {
    site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
    const feed = await register("/a.xml");
    await server.redis.call("ACL", "SETUSER", "default", "-set");
    try {
      await expect(poll(feed)).rejects.toThrow(/can't run this command/);
    } finally {
      await server.redis.call("ACL", "SETUSER", "default", "+set");
    }
    await poll(feed);
    expect(await titles()).toEqual(["one"]);
  });
});

test("validators go back verbatim, each on its own, and a 304 costs nothing more", async () => {
  const feed = await register("/a.xml");
  site.serve("/a.xml", (request, response) => {
    if (request.headers["if-none-match"]) return response.writeHead(304).end();
    return response
      .setHeader("etag", 'W/"odd -gzip"')
      .setHeader("last-modified", "yesterday")
      .end(rss([{ title: "one", guid: "1" }]));
  });
  await poll(feed);
  await poll(feed);
  const [first, second] = site.requests.map(({ headers }) => headers);
  expect(first).not.toHaveProperty("if-none-match");
  expect(second).toMatchObject({ "if-none-match": 'W/"odd -gzip"', "if-modified-since": "yesterday" });
  expect(await createFeedStates(server.redis).load(feed.id)).toMatchObject({ failures: 0, published: 1 });
});
