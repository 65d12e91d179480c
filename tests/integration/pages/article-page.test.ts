import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PageStages, readArticlePage } from "../../../src/article-page.ts";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import { extractArticle } from "../../../src/extract/extract-article.ts";
import { createFetcher, type Fetcher } from "../../../src/fetch/fetch-document.ts";
import type { Feed } from "../../../src/model.ts";
import { createWaitingPages, type WaitingPage } from "../../../src/pages/waiting-pages.ts";
import { createFeedRegistry } from "../../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../../src/registry/feed-state.ts";
import { createRobots } from "../../../src/robots/robots.ts";
import { type Answer, rss, startFeedServer } from "../../support/feed-server.ts";
import { type Polls, usePolls } from "../../support/polls.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let fetcher: Fetcher;
/** Milliseconds that the extractor's clock is before the one of Redis. */
let ahead: number;

usePolls(server, (started) => {
  polls = started;
});
beforeEach(() => {
  fetcher = createFetcher({ wanted: "page", allowPrivate: ["127.0.0.0/8"], maxBytes: 100_000 });
  ahead = 0;
});
afterEach(() => fetcher.close());

const HOUR = 3_600_000;
const TEXT = [
  "The ministry said on Tuesday that two patrol vessels had left the strait after a week of talks.",
  "Fishing boats were seen near the northern islands again, and the harbour master lifted the night ban.",
  "A spokesman declined to say whether the radar station on the cape would be handed back this year.",
  "Neighbouring states had protested when the exercise began without notice and closed a shipping lane.",
  "Insurers lowered the premium for tankers, which had tripled since the first warning shots in spring.",
  "The next round of talks is to be held in the capital, with observers of two international bodies.",
].join(" ");

const stages = (): PageStages => ({
  waiting: createWaitingPages(server.redis),
  registry: createFeedRegistry(server.redis),
  robots: createRobots(server.redis, "Wirefold"),
  fetcher,
  extract: async (source, options) => extractArticle(source, options),
  index: createItemIndex(server.redis),
  metrics: polls.metrics,
  patience: HOUR,
  now: () => new Date(Date.now() + ahead),
  random: () => 0.5,
});

/** @param said more of its JSON-LD */
const html = (text: string, said: Record<string, unknown> = {}): string => {
  const linked = { "@type": "NewsArticle", author: { name: "Ada Page" }, articleSection: "World", ...said };
  return `<script type="application/ld+json">${JSON.stringify(linked)}</script>
    <p><a href="/donate">Donate now</a></p><h1>Vessels leave</h1><p>${text}</p><p>All rights reserved</p>`;
};

const page =
  (text: string): Answer =>
  (_, response) =>
    void response.setHeader("content-type", "text/html; charset=utf-8").end(html(text));
const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end();

const FIELDS = { text: "page", authors: "json-ld author", sections: "json-ld articleSection" };

/** A feed of one article whose page is wanted; polled once. */
async function pollFeed(fullText: Feed["fullText"] = "always", description = "In short."): Promise<Feed> {
  polls.site.serve(
    "/feed",
    rss([{ title: "Vessels leave", guid: "1", link: polls.site.url("/a"), description }]),
  );
  const feed = await polls.register("/feed", { fullText });
  await polls.poll(feed);
  return feed;
}

/** What waits and is due. Nobody else gets it for a minute. */
const claim = (): Promise<WaitingPage[]> => stages().waiting.claim(10, 60_000);
async function readAll(using: Partial<PageStages> = {}): Promise<void> {
  for (const waiting of await claim())
    await readArticlePage(waiting, { ...stages(), ...using }, new AbortController().signal);
}
const pagesAsked = (): string[] =>
  polls.site.requests.map(({ url = "" }) => url).filter((url) => url !== "/feed");

describe("an item whose page is wanted", () => {
  test("is told once, after its page was read, with what the page says", async () => {
    polls.site.serve("/a", page(TEXT));
    const feed = await pollFeed();
    expect(await polls.published()).toEqual([]);
    await readAll();
    await polls.poll(feed);
    const items = await polls.published();
    expect(items).toMatchObject([
      {
        event: "new",
        title: "Vessels leave",
        summary: "In short.",
        text: TEXT,
        authors: ["Ada Page"],
        sections: ["World"],
        page: { url: polls.site.url("/a"), refusal: null, fields: FIELDS },
      },
    ]);
    expect(items[0]?.page?.readAt).toMatch(/^\d{4}-/);
    expect(await server.redis.keys("*waiting*")).toEqual([]);
    expect(await server.redis.zcard("{wf}:pages")).toBe(0);
  });

  test("costs one request for its page, however often its feed is polled, and whatever the feed says later", async () => {
    polls.site.serve("/a", page(TEXT));
    const feed = await pollFeed();
    await polls.poll(feed);
    await readAll();
    await pollAgainWith(feed, "In other words.");
    await readAll();
    expect(pagesAsked()).toEqual(["/robots.txt", "/a"]);
    expect((await polls.published()).map(({ event }) => event)).toEqual(["new"]);
  });

  test.each([
    [402, "paywall"],
    [403, "forbidden"],
    [404, "gone"],
    [410, "gone"],
  ])("is told as its feed has it where the page answers %i", async (code, refusal) => {
    polls.site.serve("/a", status(code));
    await pollFeed();
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: "In short.", page: { readAt: null, refusal } }]);
  });

  test("waits while its server is in trouble, longer each time, and is told with the page in the end", async () => {
    polls.site.serve("/a", status(503));
    await pollFeed();
    await readAll();
    expect(await polls.published()).toEqual([]);
    const [, due] = await server.redis.zrange("{wf}:pages", 0, -1, "WITHSCORES");
    expect(Number(due) - Date.now()).toBeGreaterThan(20_000);
    polls.site.serve("/a", page(TEXT));
    await makeDue();
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: TEXT }]);
  });

  test("is told without its page when it has waited for too long", async () => {
    polls.site.serve("/a", status(503));
    await pollFeed();
    await readAll();
    ahead = HOUR;
    await makeDue();
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: "In short.", page: { refusal: "deadline" } }]);
    expect(pagesAsked().filter((url) => url === "/a")).toHaveLength(1);
  });

  test("is told without its page where robots may not read it", async () => {
    polls.site.serve(
      "/robots.txt",
      "User-agent: *\nDisallow: /private\n\nUser-agent: wirefold\nDisallow: /a\n",
    );
    polls.site.serve("/a", page(TEXT));
    await pollFeed();
    await readAll();
    expect(await polls.published()).toMatchObject([{ page: { refusal: "robots" } }]);
    expect(pagesAsked()).toEqual(["/robots.txt"]);
  });

  test("waits while nobody knows what robots may read", async () => {
    polls.site.serve("/robots.txt", status(500));
    polls.site.serve("/a", page(TEXT));
    await pollFeed();
    await readAll();
    expect(await polls.published()).toEqual([]);
    expect(pagesAsked()).toEqual(["/robots.txt"]);
  });

  test.each([
    ["is for subscribers alone", "paywall", html(TEXT, { isAccessibleForFree: false })],
    ["holds no article", "no-article", "<ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul>"],
    ["nests too deep to be read", "unreadable", "<div>".repeat(600)],
  ])("is told as its feed has it where the page %s", async (_, refusal, body) => {
    polls.site.serve("/a", (__, response) => void response.setHeader("content-type", "text/html").end(body));
    await pollFeed();
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: "In short.", page: { readAt: null, refusal } }]);
  });

  test("counts as what its feed brought, from the poll on, so that many of them are no flood later", async () => {
    polls.site.serve("/feed", rss([{ title: "Old", guid: "0", link: polls.site.url("/old") }]));
    const feed = await polls.register("/feed", { fullText: "always" });
    await polls.poll(feed);
    const links = [1, 2, 3, 4, 5].map((n) => ({
      title: `${n}`,
      guid: `${n}`,
      link: polls.site.url(`/${n}`),
    }));
    polls.site.serve("/feed", rss(links));
    await polls.poll(feed);
    const { habit, published } = await createFeedStates(server.redis).load(feed.id);
    expect({ habit, published }).toMatchObject({ habit: { arrivals: 1 }, published: 6 });
  });

  test("is told as its feed has it where the page is no HTML", async () => {
    polls.site.serve(
      "/a",
      (_, response) => void response.setHeader("content-type", "application/pdf").end("%PDF"),
    );
    await pollFeed();
    await readAll();
    expect((await polls.published()).map((item) => item.page?.refusal)).toEqual(["not-html"]);
  });

  test("is read as its feed is: through its proxy, without its headers elsewhere", async () => {
    const proxy = polls.site.url("");
    const [feedUrl, url] = ["http://feeds.example/rss", "http://articles.example/a"];
    polls.site.serve(feedUrl, rss([{ title: "Vessels leave", guid: "1", link: url }]));
    polls.site.serve(url, page(TEXT));
    const request = { conditional: null, headers: { "x-key": "secret" }, auth: null, proxy };
    await polls.poll(await polls.register(feedUrl, { fullText: "always", request }));
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: TEXT, page: { url } }]);
    expect(polls.site.requests.map(({ url: asked, headers }) => [asked, headers["x-key"]])).toEqual([
      [feedUrl, "secret"],
      ["http://articles.example/robots.txt", undefined],
      [url, undefined],
    ]);
  });

  test("is told once when two processes read its page at the same time", async () => {
    polls.site.serve("/a", page(TEXT));
    await pollFeed();
    const [waiting] = await claim();
    if (!waiting) throw new Error("nothing waits");
    const { signal } = new AbortController();
    await Promise.all([
      readArticlePage(waiting, stages(), signal),
      readArticlePage(waiting, stages(), signal),
    ]);
    expect(await polls.published()).toHaveLength(1);
  });

  test("is still there when the process that reads its page dies", async () => {
    polls.site.serve("/a", page(TEXT));
    await pollFeed();
    const died = new Error("died");
    const admit = () => Promise.reject(died);
    await expect(readAll({ index: { admit } })).rejects.toBe(died);
    await makeDue();
    await readAll();
    expect(await polls.published()).toMatchObject([{ text: TEXT }]);
  });

  test("is a reprint of what another outlet told before, by the page's text", async () => {
    await using other = await startFeedServer("127.0.0.2");
    other.serve("/b", page(TEXT));
    polls.site.serve("/other", rss([{ title: "Patrol ends", guid: "x", link: other.url("/b") }]));
    await polls.poll(await polls.register("/other", { fullText: "always" }));
    await readAll();
    polls.site.serve("/a", page(TEXT));
    await pollFeed();
    await readAll();
    const items = await polls.published();
    expect(items.map(({ event }) => event)).toEqual(["new", "reprint"]);
    expect(items[1]?.story).toBe(items[0]?.id);
  });

  test("does not keep another feed's copy of the same address from being told", async () => {
    await pollFeed();
    polls.site.serve(
      "/other",
      rss([{ title: "Vessels leave", guid: "x", link: polls.site.url("/a"), description: TEXT }]),
    );
    await polls.poll(await polls.register("/other"));
    polls.site.serve("/a", page(TEXT));
    await readAll();
    expect(await polls.titles()).toEqual(["Vessels leave"]);
  });
});

describe("where the page is wanted only if something is missing", () => {
  test("a feed with the whole text costs no page", async () => {
    await pollFeed("missing", TEXT);
    expect(await claim()).toEqual([]);
    expect(await polls.published()).toMatchObject([{ text: TEXT, page: null }]);
  });

  test("a feed with a summary does", async () => {
    await pollFeed("missing");
    expect(await claim()).toHaveLength(1);
  });
});

test("a feed that does not ask for pages costs none", async () => {
  await pollFeed(null);
  expect(await polls.published()).toMatchObject([{ page: null }]);
});

async function pollAgainWith(feed: Feed, description: string): Promise<void> {
  polls.site.serve(
    "/feed",
    rss([{ title: "Vessels leave", guid: "1", link: polls.site.url("/a"), description }]),
  );
  await polls.poll(feed);
}

/** As if the time had passed until everything is due. */
async function makeDue(): Promise<void> {
  for (const member of await server.redis.zrange("{wf}:pages", 0, -1))
    await server.redis.zadd("{wf}:pages", 0, member);
}
