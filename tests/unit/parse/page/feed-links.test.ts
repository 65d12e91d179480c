import { expect, test } from "vitest";
import { feedLinksIn } from "../../../../src/parse/page/feed-links.ts";
import { sitemapsInRobots } from "../../../../src/parse/robots-sitemaps.ts";

const linksIn = (html: string) =>
  feedLinksIn({ body: Buffer.from(html), contentType: null, url: "https://site.example/news/" });

test("a page declares its feeds, whatever else is an alternate of it", () => {
  const { declared, linked } = linksIn(`
    <link rel="alternate" type="application/rss+xml; charset=utf-8" href="rss.xml">
    <link rel="ALTERNATE home" type="text/xml" href="//cdn.example/a">
    <link rel="alternate" type="application/json" href="/wp-json/1">
    <link rel="alternate" type="application/json+oembed" href="/oembed">
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="stylesheet" type="application/rss+xml" href="/no">
    <link rel="alternate" type="application/rss+xml" href="rss.xml">`);
  expect(declared).toEqual(["https://site.example/news/rss.xml", "https://cdn.example/a"]);
  expect(linked).toEqual(["https://site.example/wp-json/1"]);
});

test.each([
  "/rss",
  "/a/feed/",
  "/feeds/world.xml",
  "/world-rss.php",
  "/x.atom",
  "/news-sitemap.xml",
  "/rss2",
])("a link to %s looks like one to a feed", (path) => {
  expect(linksIn(`<a href="${path}?a=1">x</a>`).linked).toHaveLength(1);
});

test.each(["/feedback", "/atomic-energy", "/?q=rss", "/news/crossfeed", "mailto:rss@site.example", "/a"])(
  "a link to %s does not",
  (path) => {
    expect(linksIn(`<a href="${path}">x</a>`).linked).toEqual([]);
  },
);

test("a link may say that it leads to one, and starts from the page's base", () => {
  expect(linksIn('<base href="/b/"><a href="1"><img> RSS</a>').linked).toEqual(["https://site.example/b/1"]);
});

test("robots.txt names sitemaps between its rules", () => {
  const text = `User-agent: *\r\nSITEMAP: https://a.example/1.xml # news\rDisallow: /\n Sitemap:https://a.example/2.xml
Sitemap: /relative.xml\nSitemaps: https://a.example/3.xml\nSitemap: https://a.example/1.xml`;
  expect(sitemapsInRobots(text)).toEqual(["https://a.example/1.xml", "https://a.example/2.xml"]);
  expect(
    sitemapsInRobots(`${"Sitemap: https://a.example/x\n".repeat(9)}${" ".repeat(1_000_000)}`),
  ).toHaveLength(1);
});
