import { expect, test } from "vitest";
import type { Feed } from "../../src/model.ts";
import { createFeedStates, type StoredFeedState } from "../../src/registry/feed-state.ts";
import type { FeedServer } from "../support/feed-server.ts";
import { type Polls, usePolls } from "../support/polls.ts";
import { useTestRedis } from "../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let site: FeedServer;
usePolls(server, (started) => {
  polls = started;
  site = started.site;
});

const stateOf = (feed: Feed): Promise<StoredFeedState> => createFeedStates(server.redis).load(feed.id);

interface Article {
  path: string;
  title?: string;
  day: number;
}

const news = (...articles: Article[]): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${articles
    .map(({ path, title, day }) => {
      const date = `2026-02-${String(day).padStart(2, "0")}`;
      const told = `<news:news><news:publication_date>${date}</news:publication_date><news:title>${title}</news:title></news:news>`;
      const last = title === undefined ? `<lastmod>${date}</lastmod>` : told;
      return `<url><loc>${site.url(path)}</loc>${last}</url>`;
    })
    .join("")}</urlset>`;

const index = (parts: Record<string, string>): string =>
  `<sitemapindex>${Object.entries(parts)
    .map(([path, day]) => `<sitemap><loc>${path}</loc><lastmod>${day}</lastmod></sitemap>`)
    .join("")}</sitemapindex>`;

async function poll(feed: Feed): Promise<(string | undefined)[]> {
  const before = site.requests.length;
  await polls.poll(feed);
  return site.requests.slice(before).map(({ url }) => url);
}

test("a news sitemap brings its articles once, oldest first", async () => {
  const feed = await polls.register("/news.xml");
  site.serve("/news.xml", news({ path: "/1", title: "one", day: 1 }, { path: "/2", title: "two", day: 2 }));
  await poll(feed);
  site.serve("/news.xml", news({ path: "/3", title: "three", day: 3 }, { path: "/2", title: "two", day: 2 }));
  await poll(feed);
  expect(await polls.titles()).toEqual(["one", "two", "three"]);
});

test("pages without titles are items with an address", async () => {
  const feed = await polls.register("/pages.xml");
  site.serve("/pages.xml", news({ path: "/1", day: 1 }, { path: "/2", day: 2 }));
  await poll(feed);
  await poll(feed);
  expect(
    (await polls.published()).map(({ url, title, publishedFrom }) => [url, title, publishedFrom]),
  ).toEqual([
    [site.url("/1"), null, "lastmod"],
    [site.url("/2"), null, "lastmod"],
  ]);
});

test("of an index, the sitemaps that changed last are read in the same poll, as one document", async () => {
  const feed = await polls.register("/index.xml");
  const days = {
    "/a.xml": "2026-02-01",
    "/b.xml": "2026-02-02",
    "/c.xml": "2026-02-03",
    "/d.xml": "2026-02-04",
  };
  site.serve("/index.xml", index(days));
  site.serve("/b.xml", news({ path: "/1", title: "one", day: 1 }));
  site.serve("/c.xml", news({ path: "/2", title: "two", day: 2 }));
  site.serve("/d.xml", news({ path: "/3", title: "three", day: 3 }));
  expect(await poll(feed)).toEqual(["/index.xml", "/d.xml", "/c.xml", "/b.xml"]);
  expect(await polls.titles()).toEqual(["one", "two", "three"]);

  // Nothing changed in the index, and something in a sitemap of it.
  site.serve("/d.xml", news({ path: "/4", title: "four", day: 4 }, { path: "/3", title: "three", day: 3 }));
  await poll(feed);
  expect(await polls.titles()).toEqual(["one", "two", "three", "four"]);
  expect(await stateOf(feed)).toMatchObject({
    failures: 0,
    validatorsUrl: null,
    schedule: { missedAt: null },
  });
});

test("a sitemap that is not there is left out; one that cannot be had fails the feed", async () => {
  const feed = await polls.register("/index.xml");
  site.serve("/index.xml", index({ "/a.xml": "2026-02-01", "/gone.xml": "2026-02-02" }));
  site.serve("/a.xml", news({ path: "/1", title: "one", day: 1 }));
  await poll(feed);
  expect(await polls.titles()).toEqual(["one"]);
  site.serve("/gone.xml", (_, response) => response.writeHead(503).end());
  await poll(feed);
  expect(await stateOf(feed)).toMatchObject({ failures: 1, lastError: { code: "FETCH_STATUS" } });
});

test("an index that names other sites alone fails, and asks nobody", async () => {
  const feed = await polls.register("/index.xml");
  site.serve("/index.xml", index({ "http://other.example/a.xml": "2026-02-01" }));
  expect(await poll(feed)).toEqual(["/index.xml"]);
  expect((await stateOf(feed)).lastError).toMatchObject({ code: "PARSE_NO_ENTRIES" });
});

test("an index in an index is not followed", async () => {
  const feed = await polls.register("/index.xml");
  site.serve("/index.xml", index({ "/inner.xml": "2026-02-02", "/a.xml": "2026-02-01" }));
  site.serve("/inner.xml", index({ "/b.xml": "2026-02-02" }));
  site.serve("/a.xml", news({ path: "/1", title: "one", day: 1 }));
  expect(await poll(feed)).toEqual(["/index.xml", "/inner.xml", "/a.xml"]);
  expect(await polls.titles()).toEqual(["one"]);
});
