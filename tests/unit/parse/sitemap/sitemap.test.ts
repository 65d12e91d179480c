import { describe, expect, test } from "vitest";
import { parse } from "../../../support/builders.ts";

const urlset = (inner: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${inner}</urlset>`;

const index = (inner: string): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</sitemapindex>`;

const ARTICLE = `<url><loc>https://site.example/a?b=1&amp;c=2</loc><lastmod>2026-03-02T11:00:00+01:00</lastmod>
  <n:news><n:publication><n:name>The Site</n:name><n:language>en</n:language></n:publication>
  <n:publication_date>2026-03-02T08:30:00Z</n:publication_date><n:title>Ships &amp;amp; ports</n:title>
  <n:keywords>ships, ports,, ships</n:keywords></n:news>
  <image:image><image:loc>/p.jpg</image:loc></image:image></url>`;

test("an article of a news sitemap is an entry with all that is said of it", async () => {
  const { entries, ...document } = await parse(urlset(ARTICLE));
  expect(document).toMatchObject({
    format: "sitemap",
    title: "The Site",
    url: "https://site.example/",
    isComplete: true,
    repairs: [],
    parts: [],
  });
  expect(entries).toEqual([
    {
      guid: null,
      guidIsPermalink: false,
      url: "https://site.example/a?b=1&c=2",
      title: "Ships &amp; ports",
      authors: [],
      published: {
        value: "2026-03-02T08:30:00.000Z",
        from: "news:publication_date",
        precision: "second",
        zoneAssumed: null,
      },
      updated: { value: "2026-03-02T10:00:00.000Z", from: "lastmod", precision: "second", zoneAssumed: null },
      summary: null,
      content: null,
      base: null,
      categories: ["ships", "ports"],
      language: "en",
      media: [{ url: "https://site.example/p.jpg", type: null, length: null }],
      sources: [{ from: "news:publication", name: "The Site", url: null }],
    },
  ]);
});

test("a page of a plain sitemap is an entry without a title, published when it was last changed", async () => {
  const { entries } = await parse(
    urlset("<url><loc>https://site.example/a</loc><lastmod>2026-03-02</lastmod></url>"),
  );
  expect(entries).toMatchObject([
    { url: "https://site.example/a", title: null, published: { from: "lastmod", precision: "day" } },
  ]);
});

test("the newest thousand are read, newest first, and those without a date after them", async () => {
  const day = (at: number): string => new Date(Date.UTC(2020, 0, at)).toISOString().slice(0, 10);
  const dated = Array.from(
    { length: 1_500 },
    (_, at) => `<url><loc>/${at}</loc><lastmod>${day(at)}</lastmod></url>`,
  );
  const { entries } = await parse(urlset(`<url><loc>/undated</loc></url>${dated.join("")}`));
  expect(entries).toHaveLength(1_000);
  expect(entries[0]?.url).toBe("https://site.example/1499");
  const few = await parse(urlset(`<url><loc>/u1</loc></url><url><loc>/u2</loc></url>${dated[3]}`));
  expect(few.entries.map(({ url }) => url?.slice(-2))).toEqual(["/3", "u1", "u2"]);
});

test.each([
  ["without namespaces", "<urlset><url><loc>https://site.example/a</loc></url></urlset>"],
  [
    "with a prefix",
    '<s:urlset xmlns:s="https://www.sitemaps.org/schemas/sitemap/0.9/"><s:url><s:loc>/a</s:loc></s:url></s:urlset>',
  ],
  ["that is not well-formed", "junk <urlset><url><loc>https://site.example/a</loc><x></url></urlset>"],
])("a sitemap %s is one too", async (_, body) => {
  const { format, entries } = await parse(body);
  expect([format, entries[0]?.url]).toEqual(["sitemap", "https://site.example/a"]);
});

test("what has no address is no entry, and an empty sitemap has none", async () => {
  expect((await parse(urlset("<url><lastmod>2026-03-02</lastmod></url>text"))).entries).toEqual([]);
  expect((await parse(urlset(""))).entries).toEqual([]);
});

test("the last entry of a sitemap that is cut off is left out: its address may be too", async () => {
  const whole = urlset(
    `<url><loc>https://site.example/one</loc></url><url><loc>https://site.example/two</loc></url>`,
  );
  for (const end of ["two", "tw", "/two</loc>"]) {
    const { entries, isComplete } = await parse(whole.slice(0, whole.lastIndexOf(end) + end.length));
    expect([entries.map(({ url }) => url), isComplete]).toEqual([["https://site.example/one"], false]);
  }
});

describe("an index of sitemaps", () => {
  const part = (loc: string, lastmod?: string): string =>
    `<sitemap><loc>${loc}</loc>${lastmod === undefined ? "" : `<lastmod>${lastmod}</lastmod>`}</sitemap>`;
  const partsIn = async (...parts: string[]): Promise<string[]> => (await parse(index(parts.join("")))).parts;

  test("names the three that changed last", async () => {
    const parts = await partsIn(
      part("/none"),
      part("/old", "2020-01-01"),
      part("/new", "2026-03-02T10:00:00Z"),
      part("https://cdn.site.example/newer.xml.gz", "2026-03-02T13:00:00+02:00"),
      part("/new", "2026-01-01"),
    );
    expect(parts).toEqual([
      "https://cdn.site.example/newer.xml.gz",
      "https://site.example/new",
      "https://site.example/old",
    ]);
  });

  test("has no say over other sites, other schemes, and is no part of itself", async () => {
    const parts = await partsIn(
      part("https://other.example/a"),
      part("ftp://site.example/a"),
      part("file:///etc/passwd"),
      part("https://site.example/feed.xml"),
      part("https://site.example/own"),
    );
    expect(parts).toEqual(["https://site.example/own"]);
  });
});
