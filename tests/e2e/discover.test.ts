import { expect, test } from "vitest";
import { type FeedServer, rss } from "../support/feed-server.ts";
import { type Finished, type Workplace, useWorkplace } from "../support/wirefold.ts";

let place: Workplace;
let site: FeedServer;
useWorkplace((...opened) => {
  [place, site] = opened;
});

const discover = (path: string, ...options: string[]): Promise<Finished> =>
  place.run(["feeds", "discover", site.url(path), ...options], { WIREFOLD_ALLOW_PRIVATE: "127.0.0.1/32" });

const found = ({ stdout }: Finished): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const FEED = rss(
  [
    { title: "one", guid: "1", pubDate: "Mon, 02 Mar 2026 10:00:00 GMT" },
    { title: "two", guid: "2", pubDate: "Tue, 03 Mar 2026 10:00:00 GMT" },
  ],
  "Site news",
);

test("the feeds of a site are found: declared, linked, in robots.txt, and at the usual paths", async () => {
  site.serve(
    "/",
    `<!doctype html><title>Site</title><link rel="alternate" type="application/rss+xml" href="/declared.xml">
     <link rel="alternate" type="application/atom+xml" href="/gone.xml">
     <a href="/topics/rss/world">World</a> <a href="https://other.example/feed">Another site's</a> <a href="/news">News</a>`,
  );
  site.serve("/robots.txt", `User-agent: *\nDisallow: /x\nSitemap: ${site.url("/index.xml")}\n`);
  site.serve("/declared.xml", FEED);
  site.serve("/feed", FEED);
  site.serve("/topics/rss/world", rss([{ title: "w", guid: "w" }], "World"));
  site.serve("/index.xml", "<sitemapindex><sitemap><loc>/part.xml</loc></sitemap></sitemapindex>");
  site.serve("/feed.json", '{"version":"https://jsonfeed.org/version/1.1","title":"JSON","items":[]}');
  const finished = await discover("/", "--json");
  expect(found(finished)).toEqual([
    {
      url: site.url("/declared.xml"),
      from: "page",
      format: "rss",
      title: "Site news",
      entries: 2,
      newest: "2026-03-03T10:00:00.000Z",
      parts: [],
      error: null,
    },
    expect.objectContaining({ url: site.url("/gone.xml"), from: "page", format: null, entries: 0 }),
    expect.objectContaining({ from: "robots.txt", format: "sitemap", parts: [site.url("/part.xml")] }),
    expect.objectContaining({ from: "link", format: "rss", title: "World", newest: null }),
    expect.objectContaining({ from: "usual path", format: "json", title: "JSON" }),
  ]);
  expect(finished.code).toBe(0);
  expect(site.requests.length).toBeLessThanOrEqual(24);
  expect(new Set(site.requests.map(({ url }) => url)).size).toBe(site.requests.length);

  const { stdout } = await discover("/");
  expect(stdout).toMatch(/^FORMAT +ENTRIES +NEWEST +FROM +ADDRESS +TITLE\n/);
  expect(stdout).toMatch(/^rss +2 +2026-03-03 +page +http:\/\/127\.0\.0\.1:\d+\/declared\.xml +Site news$/m);
  expect(stdout).toMatch(/^sitemap +index +- +robots\.txt/m);
});

test("an address that is a feed is that feed, and nothing else is asked for", async () => {
  site.serve("/feed", FEED);
  expect(found(await discover("/feed", "--json"))).toMatchObject([{ url: site.url("/feed"), entries: 2 }]);
  expect(site.requests).toHaveLength(1);
});

test("a site without feeds is told so, with exit code 1", async () => {
  site.serve("/", "<title>Nothing</title>");
  const { code, stdout } = await discover("/");
  expect([code, stdout]).toEqual([1, `${site.url("/")} names no feed, and none is at the usual paths\n`]);
});

test("a site that answers everything with its front page has no feeds", async () => {
  for (const path of ["/", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml"])
    site.serve(path, "<title>Front page</title>");
  expect(await discover("/", "--json")).toMatchObject({ code: 1, stdout: "" });
});

test("a site that has enough is left alone", async () => {
  site.serve("/", "<title>Busy</title>");
  site.serve("/feed", (_, response) => response.writeHead(429).end());
  const { stderr } = await discover("/");
  expect(stderr).toContain("status 429; the rest was not tried");
  expect(site.requests.map(({ url }) => url)).toEqual(["/", "/robots.txt", "/feed"]);
});

test("private addresses are refused as always", async () => {
  const finished = await place.run(["feeds", "discover", site.url("/")], { WIREFOLD_ALLOW_PRIVATE: "" });
  expect(finished).toMatchObject({ code: 1, stdout: "" });
  expect(finished.stderr).toContain("is not a public address");
  expect(site.requests).toEqual([]);
});
