import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFeedsFile } from "../../../src/registry/feeds-file.ts";
import { readOpml } from "../../../src/registry/opml.ts";

const FILE = join(import.meta.dirname, "../../../feeds/security.opml");
const text = readFileSync(FILE, "utf8");

test("the starter list is read as fifty feeds and more, each once, with a name and by https", () => {
  const feeds = readOpml(text, "security.opml");
  expect(feeds.length).toBeGreaterThanOrEqual(50);
  expect(new Set(feeds.map(({ url }) => url.toLowerCase())).size).toBe(feeds.length);
  expect(new Set(feeds.map(({ title }) => title)).size).toBe(feeds.length);
  expect(readFeedsFile(FILE)).toEqual(feeds);
  for (const { url, title } of feeds)
    expect([url, title]).toEqual([expect.stringMatching(/^https:/), expect.any(String)]);
});

test("each of its feeds says whose it is, from where, in which language, and how well it is known", () => {
  const outlines = text.match(/<outline type="rss"[^>]*>/g) ?? [];
  expect(outlines).toHaveLength(readOpml(text, "security.opml").length);
  for (const outline of outlines)
    expect(outline).toMatch(/publisher="[^"]+"\s+country="[A-Z]{2}" language="[a-z]{2}" seen="\d+"/);
});
