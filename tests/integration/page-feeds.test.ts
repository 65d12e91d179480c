import { expect, test } from "vitest";
import type { Feed } from "../../src/model.ts";
import { createFeedStates, type StoredFeedState } from "../../src/registry/feed-state.ts";
import type { FeedServer } from "../support/feed-server.ts";
import { type Polls, startPolls, usePolls } from "../support/polls.ts";
import { useTestRedis } from "../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let site: FeedServer;
usePolls(server, (started) => {
  polls = started;
  site = started.site;
});

const page = { item: "li", link: null, title: null, date: null, summary: null };

const listing = (...names: string[]): string =>
  `<!doctype html><title>News</title><ul>${names.map((name) => `<li><a href="/${name}.html">${name}</a>`).join("")}</ul>`;

const stateOf = (feed: Feed): Promise<StoredFeedState> => createFeedStates(server.redis).load(feed.id);

/** Polls, and tells which paths were asked for. */
async function poll(feed: Feed): Promise<(string | undefined)[]> {
  const before = site.requests.length;
  await polls.poll(feed);
  return site.requests.slice(before).map(({ url }) => url);
}

test("a page brings its entries once, and fails without forgetting them when its layout changes", async () => {
  const feed = await polls.register("/news", { page });
  site.serve("/news", listing("b", "a"));
  await poll(feed);
  site.serve("/news", listing("b", "a").replaceAll("li>", "div>"));
  await poll(feed);
  const { failures, lastError } = await stateOf(feed);
  expect([failures, lastError?.code]).toEqual([1, "PARSE_NO_ENTRIES"]);
  site.serve("/news", listing("c", "b", "a"));
  await poll(feed);
  expect(await polls.titles()).toEqual(["a", "b", "c"]);
});

test("over the turn of a month, the page of the last one is read on, and nothing is lost or told twice", async () => {
  const feed = await polls.register("/{yyyy}/{MM}/index.html", { page });
  // It is March 20, 12:00.
  polls.later(19);
  site.serve("/2026/03/index.html", listing("c", "b", "a"));
  expect(await poll(feed)).toEqual(["/2026/03/index.html"]);

  // April 1: its page comes with its first entry.
  polls.later(12);
  site.serve("/2026/03/index.html", listing("late", "c", "b", "a"));
  expect(await poll(feed)).toEqual(["/2026/04/index.html", "/2026/03/index.html"]);
  site.serve("/2026/04/index.html", "<!doctype html><title>April</title><ul></ul>");
  await poll(feed);
  site.serve("/2026/04/index.html", listing("april", "second", "third"));
  await poll(feed);
  expect(await stateOf(feed)).toMatchObject({ failures: 0, lastError: null, schedule: { missedAt: null } });

  // April 4: once more, and then no more.
  polls.later(3);
  site.serve("/2026/03/index.html", listing("last", "late", "c", "b", "a"));
  expect(await poll(feed)).toEqual(["/2026/04/index.html", "/2026/03/index.html"]);
  expect(await poll(feed)).toEqual(["/2026/04/index.html"]);
  expect(await polls.titles()).toEqual(["a", "b", "c", "late", "third", "second", "april", "last"]);
});

test("validators belong to the page that they came from, and are sent while there is one page", async () => {
  const feed = await polls.register("/{yyyy}/{MM}.html", { page });
  polls.later(20);
  for (const month of ["03", "04"])
    site.serve(`/2026/${month}.html`, (request, response) => {
      const isKnown = request.headers["if-none-match"] === `"${month}"`;
      response.writeHead(isKnown ? 304 : 200, { etag: `"${month}"` }).end(isKnown ? "" : listing(month));
    });
  const sent = async (): Promise<(string | undefined)[]> => {
    const before = site.requests.length;
    await polls.poll(feed);
    return site.requests.slice(before).map(({ headers }) => headers["if-none-match"]);
  };
  expect(await sent()).toEqual([undefined]);
  expect(await sent()).toEqual(['"03"']);
  polls.later(12);
  expect(await sent()).toEqual([undefined, undefined]);
  polls.later(8);
  expect(await sent()).toEqual([undefined, undefined]);
  expect(await sent()).toEqual([undefined]);
  expect(await sent()).toEqual(['"04"']);
  expect(await polls.titles()).toEqual(["03", "04"]);
});

test("where the page of a period has moved to is not remembered: the next one is asked for at its own address", async () => {
  const feed = await polls.register("/{yyyy}/{MM}/{dd}", { page });
  for (const day of ["01", "02"])
    site.serve(`/2026/03/${day}`, (_, response) =>
      response.writeHead(301, { location: `/moved/${day}` }).end(),
    );
  site.serve("/moved/01", listing("one"));
  site.serve("/moved/02", listing("two"));
  await poll(feed);
  polls.later(1);
  expect(await poll(feed)).toEqual(["/2026/03/02", "/moved/02", "/2026/03/01", "/moved/01"]);
  expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: null });
});

test("a feed fails when none of its pages is there, or the last one cannot be had", async () => {
  const feed = await polls.register("/{yyyy}/{MM}.html", { page });
  await poll(feed);
  expect((await stateOf(feed)).lastError?.message).toContain("status 404");
  site.serve("/2026/03.html", listing("one"));
  site.serve("/2026/02.html", (_, response) => response.writeHead(500).end());
  await poll(feed);
  expect(await stateOf(feed)).toMatchObject({ failures: 2, fullAt: null });
  site.serve("/2026/02.html", listing("two"));
  await poll(feed);
  expect(await polls.titles()).toEqual(["two", "one"]);
});

test("pages that are large together are read elsewhere, as one", async () => {
  const sizes: number[] = [];
  await polls[Symbol.asyncDispose]();
  polls = await startPolls(server.redis, undefined, {
    publishLarge: (_, documents) => {
      sizes.push(documents.length);
      throw new Error("elsewhere");
    },
  });
  const filler = `<!--${"x".repeat(140_000)}-->`;
  const feed = await polls.register("/{yyyy}/{MM}.html", { page });
  polls.site.serve("/2026/03.html", filler + listing("one"));
  polls.site.serve("/2026/02.html", filler + listing("two"));
  await expect(polls.poll(feed)).rejects.toThrow("elsewhere");
  expect(sizes).toEqual([2]);
});
