import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLogger } from "../../src/log.ts";
import type { Feed } from "../../src/model.ts";
import { createFeedStates, type StoredFeedState } from "../../src/registry/feed-state.ts";
import { type Answer, type FeedServer, rss } from "../support/feed-server.ts";
import { type Polls, startPolls } from "../support/polls.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

let server: TestRedis;
let polls: Polls;
let site: FeedServer;
let lines: string[];

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  lines = [];
  polls = await startPolls(server.redis, createLogger("debug", { write: (line) => void lines.push(line) }));
  site = polls.site;
});
afterEach(() => polls[Symbol.asyncDispose]());

const stateOf = async (feed: Feed): Promise<StoredFeedState> => createFeedStates(server.redis).load(feed.id);
const logged = (text: string): string[] => lines.filter((line) => line.includes(text));

async function pollDaily(feed: Feed, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    await polls.poll(feed);
    polls.later(1);
  }
}

/** Paths that the last poll asked for. */
async function pathsOfPoll(feed: Feed): Promise<(string | undefined)[]> {
  site.requests.length = 0;
  await polls.poll(feed);
  return site.requests.map(({ url }) => url);
}

const redirecting =
  (status: number, location: string): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end();
const DOCUMENT = rss([{ title: "one", guid: "1" }]);

describe("a feed that moves", () => {
  test.each([301, 308])("with status %i is asked at its new address once that has held", async (status) => {
    const feed = await polls.register("/old");
    site.serve("/old", redirecting(status, "/new"));
    site.serve("/new", DOCUMENT);
    await pollDaily(feed, 9);
    expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: { to: site.url("/new"), polls: 9 } });
    expect(await pathsOfPoll(feed)).toEqual(["/old", "/new"]);
    expect(await stateOf(feed)).toMatchObject({ movedTo: site.url("/new"), move: null });
    expect(await pathsOfPoll(feed)).toEqual(["/new"]);
    expect(logged("feed moved")).toHaveLength(1);

    site.serve("/new", rss([{ title: "two", guid: "2" }]));
    await polls.poll(feed);
    const items = await polls.published();
    expect(items.map(({ title, feed: { id, url } }) => [title, id, url])).toEqual([
      ["one", feed.id, site.url("/old")],
      ["two", feed.id, site.url("/old")],
    ]);
  });

  test("and answers 304 there is moving just as well", async () => {
    const feed = await polls.register("/old");
    site.serve("/old", redirecting(301, "/new"));
    site.serve("/new", (request, response) => {
      if (request.headers["if-none-match"]) response.writeHead(304).end();
      else response.setHeader("etag", '"1"').end(DOCUMENT);
    });
    await pollDaily(feed, 10);
    expect(await stateOf(feed)).toMatchObject({ movedTo: site.url("/new"), etag: '"1"' });
  });

  test.each([302, 303, 307])(
    "for now, with status %i, is asked at its own address for ever",
    async (status) => {
      const feed = await polls.register("/old");
      site.serve("/old", redirecting(status, "/new"));
      site.serve("/new", DOCUMENT);
      await pollDaily(feed, 12);
      expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: null, failures: 0 });
    },
  );

  test.each([
    [301, 302],
    [302, 301],
    [308, 307],
  ])("by way of %i and %i moves for now", async (first, second) => {
    const feed = await polls.register("/old");
    site.serve("/old", redirecting(first, "/between"));
    site.serve("/between", redirecting(second, "/new"));
    site.serve("/new", DOCUMENT);
    await pollDaily(feed, 12);
    expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: null, failures: 0 });
  });

  test("to a page, such as a login or a parked domain, does not move", async () => {
    const feed = await polls.register("/old");
    site.serve("/old", redirecting(301, "/login"));
    site.serve("/login", "<html><body>Who are you?</body></html>");
    await pollDaily(feed, 12);
    expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: null, failures: 12 });
  });

  test("to the address of another feed is told once, and not followed up", async () => {
    const feed = await polls.register("/old");
    const other = await polls.register("/new");
    site.serve("/old", redirecting(301, "/new"));
    site.serve("/new", DOCUMENT);
    await pollDaily(feed, 12);
    expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: { takenBy: other.id } });
    expect(logged("address of another feed")).toHaveLength(1);
  });

  test("is asked at its own address again when the new one fails for long", async () => {
    const feed = await polls.register("/old");
    site.serve("/old", redirecting(301, "/new"));
    site.serve("/new", DOCUMENT);
    await pollDaily(feed, 10);
    site.serve("/new", (_, response) => response.writeHead(404).end());
    await pollDaily(feed, 3);
    site.serve("/old", rss([{ title: "back", guid: "2" }]));
    expect(await pathsOfPoll(feed)).toEqual(["/old"]);
    expect(await stateOf(feed)).toMatchObject({ movedTo: null, move: null, failures: 0 });
    expect(await polls.titles()).toEqual(["one", "back"]);
  });
});

describe("validators", () => {
  /** Answers in turn; the last one for ever. */
  const inTurn = (...answers: [status: number, headers: Record<string, string>, body?: string][]): Answer => {
    let at = 0;
    return (_, response) => {
      const [status, headers, body = ""] = answers[Math.min(at++, answers.length - 1)] ?? [500, {}];
      response.writeHead(status, headers).end(body);
    };
  };
  const conditions = () =>
    site.requests.map(({ headers }) => [headers["if-none-match"], headers["if-modified-since"]]);
  const DATE = "Sun, 1 Mar 2026 09:00:00 +0000";

  test.each([
    ["both", { etag: 'W/"1"', "last-modified": DATE }, ['W/"1"', DATE]],
    ["an ETag", { etag: "1" }, ["1", undefined]],
    ["a date that is none", { "last-modified": "yesterday" }, [undefined, "yesterday"]],
    ["neither", {}, [undefined, undefined]],
  ])("are sent back as they came: %s", async (_, headers, sent) => {
    const feed = await polls.register("/a");
    site.serve("/a", inTurn([200, headers, DOCUMENT]));
    await pollDaily(feed, 2);
    expect(conditions()).toEqual([[undefined, undefined], sent]);
  });

  test("are each replaced by a full answer, also of the same document, and dropped where it has none", async () => {
    const feed = await polls.register("/a");
    site.serve(
      "/a",
      inTurn(
        [200, { etag: '"1"', "last-modified": DATE }, DOCUMENT],
        [200, { etag: '"2"', "last-modified": DATE }, DOCUMENT],
        [200, { "last-modified": "earlier" }, DOCUMENT],
        [200, {}, rss([{ title: "two", guid: "2" }])],
      ),
    );
    await pollDaily(feed, 5);
    expect(conditions().slice(1)).toEqual([
      ['"1"', DATE],
      ['"2"', DATE],
      [undefined, "earlier"],
      [undefined, undefined],
    ]);
  });

  test("are each updated by an answer without a document, and kept where it has none", async () => {
    const feed = await polls.register("/a");
    site.serve(
      "/a",
      inTurn(
        [200, { etag: '"1"', "last-modified": DATE }, DOCUMENT],
        [304, {}],
        [304, { etag: '"2"' }],
        [304, { "last-modified": "later" }],
        [304, {}],
      ),
    );
    await pollDaily(feed, 5);
    expect(conditions().slice(1)).toEqual([
      ['"1"', DATE],
      ['"1"', DATE],
      ['"2"', DATE],
      ['"2"', "later"],
    ]);
  });

  test.each([
    ["a page", "<html>busy</html>"],
    ["half a document", DOCUMENT.slice(0, -30)],
    ["nothing", ""],
  ])("of %s are none", async (_, body) => {
    const feed = await polls.register("/a");
    site.serve("/a", inTurn([200, { etag: '"1"' }, body]));
    await pollDaily(feed, 2);
    expect(conditions()).toEqual(Array.from({ length: 2 }, () => [undefined, undefined]));
  });

  test("are left out after more than eight days without a full answer", async () => {
    const feed = await polls.register("/a");
    site.serve("/a", (request, response) => {
      if (request.headers["if-none-match"]) response.writeHead(304).end();
      else response.setHeader("etag", '"1"').end(DOCUMENT);
    });
    await pollDaily(feed, 12);
    const full = conditions().flatMap(([etag], day) => (etag === undefined ? [day] : []));
    expect(full).toEqual([0, 9]);
  });

  test("are never sent where the operator says so", async () => {
    const feed = await polls.register("/a", {
      request: { conditional: false, headers: null, auth: null, proxy: null },
    });
    site.serve("/a", inTurn([200, { etag: '"1"', "last-modified": DATE }, DOCUMENT]));
    await pollDaily(feed, 3);
    expect(conditions()).toEqual(Array.from({ length: 3 }, () => [undefined, undefined]));
  });

  /** A server that puts the coding into its ETags and then does not recognize them (Apache's mod_deflate). */
  const forgetful =
    (etag: string, date: string | null): Answer =>
    (request, response) => {
      const { "if-none-match": match, "if-modified-since": since } = request.headers;
      const isKnown = match === undefined && since === date;
      response.writeHead(isKnown ? 304 : 200, { etag, ...(date && { "last-modified": date }) });
      response.end(isKnown ? "" : DOCUMENT);
    };

  test.each(['"1-gzip"', '"1;gzip"', '"1--gzip"', 'W/"1-gzip"', '"1-br"'])(
    "with a coding in them, %s, are left out for the date when the server does not recognize them",
    async (etag) => {
      const feed = await polls.register("/a");
      site.serve("/a", forgetful(etag, DATE));
      await pollDaily(feed, 6);
      expect(conditions()).toEqual([
        [undefined, undefined],
        [etag, DATE],
        [etag, DATE],
        [etag, DATE],
        [undefined, DATE],
        [undefined, DATE],
      ]);
      expect(await stateOf(feed)).toMatchObject({ etagMisses: 3, failures: 0 });
    },
  );

  test.each([
    ["without a coding in them: their date may be wrong", '"1"', DATE],
    ["with a coding in them, and no date", '"1-gzip"', null],
  ])("that are not recognized are sent all the same, %s", async (_, etag, date) => {
    const feed = await polls.register("/a");
    site.serve("/a", forgetful(etag, date));
    await pollDaily(feed, 6);
    expect(conditions().slice(1)).toEqual(Array.from({ length: 5 }, () => [etag, date ?? undefined]));
  });
});

test("no secret is in a log, in what is remembered, or in what is published", async () => {
  const feed = await polls.register("/a?token=hunter2", {
    request: {
      conditional: null,
      headers: { "X-Key": "hunter3" },
      auth: { user: "me", password: "hunter4" },
      proxy: null,
    },
  });
  site.serve("/a?token=hunter2", DOCUMENT);
  await polls.poll(feed);
  site.serve("/a?token=hunter2", redirecting(302, "/a?token=hunter2"));
  await polls.poll(feed);
  site.serve("/a?token=hunter2", redirecting(302, "http://me:hunter4@x.example/"));
  await polls.poll(feed);
  expect(site.requests[0]?.headers).toMatchObject({ "x-key": "hunter3" });
  expect(await stateOf(feed)).toMatchObject({ failures: 2 });
  const { lastError } = await stateOf(feed);
  const published = JSON.stringify(await polls.published());
  expect(lines.join("") + JSON.stringify(lastError)).not.toMatch(/hunter\d/);
  expect(published).not.toMatch(/hunter[34]/);
});

test("the query of an address is asked for as it is, and nothing is added", async () => {
  const path = "/a?b=%20c&&d=e+f&utm_source=x&=";
  const feed = await polls.register(path);
  site.serve(path, DOCUMENT);
  await pollDaily(feed, 3);
  expect(site.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill(`GET ${path}`));
});
