import { describe, expect, test } from "vitest";
import { type Features, featuresOf } from "../../../../src/dedupe/identity/features.ts";
import { placesOf } from "../../../../src/dedupe/identity/place.ts";
import type { Entry } from "../../../../src/model.ts";
import { canonicalUrl } from "../../../../src/normalize/address/canonical-url.ts";
import { anEntry } from "../../../support/items.ts";

const OWN = placesOf(["http://www.site.example/feed.xml", "https://site.example/news/", null, "urn:x"]);

const features = (said: Partial<Entry>): Features =>
  featuresOf({ entry: anEntry(said), canonicalUrl: canonicalUrl(said.url ?? null) }, OWN);

describe("a guid", () => {
  test.each([
    null,
    "",
    "  ",
    "N/A",
    "n/a",
    "NA",
    "null",
    "NULL",
    "(null)",
    "undefined",
    "None",
    "0",
    "-",
    "#",
    " N/A\n",
    "[object Object]",
    "urn:uuid:",
    "00000000-0000-0000-0000-000000000000",
    "urn:uuid:00000000-0000-0000-0000-000000000000",
    "https://site.example/feed.xml",
    "http://site.example/news",
    "https://site.example/",
    "https://other.example",
  ])("%j is none", (guid) => {
    expect(features({ guid }).guid).toBeNull();
  });

  test.each([
    "1",
    "00",
    "n/a-1",
    "nullable",
    "tag:site.example,2021:7",
    "https://site.example/?p=7",
    "https://site.example/news#7",
    "https://site.example/#7",
    "https://site.example/feed.xml?id=7",
    "http://[broken",
    "-".repeat(1_000_000),
    "0".repeat(1_000_000),
  ])("%j is one, as it stands", (guid) => {
    expect(features({ guid }).guid).toBe(guid);
  });

  test("in another Unicode form is another one", () => {
    expect(features({ guid: "e\u0301" }).guid).not.toBe(features({ guid: "\u00E9" }).guid);
  });
});

describe("an address", () => {
  test.each([
    ["https://site.example/a", "site.example/a"],
    ["http://www.site.example/a/", "site.example/a"],
    ["https://site.example/a?utm_source=rss", "site.example/a"],
    ["https://site.example/a?id=1#c2", "site.example/a?id=1#c2"],
    ["https://site.example/#!/a", "site.example#!/a"],
    ["https://site.example/news#7", "site.example/news#7"],
  ])("%s is told by %s", (url, address) => {
    expect(features({ url }).address).toBe(address);
  });

  test.each(["#", "#utm_source=rss", "#xtor=RSS-1", "#at_medium=rss", "#:~:text=word"])(
    "ends before %s, which tells no entries apart",
    (fragment) => {
      expect(features({ url: `https://site.example/a${fragment}` }).address).toBe("site.example/a");
    },
  );

  test.each([
    null,
    "javascript:x",
    "https://site.example",
    "https://other.example/",
    "https://site.example/feed.xml",
    "https://www.site.example/news/",
  ])("%s is none: it tells nothing apart", (url) => {
    expect(features({ url })).toMatchObject({ address: null, place: null });
  });
});

test("words are title and text; no date, no author and no place in the document", () => {
  const said = { title: "A", summary: "S" };
  const date = {
    value: "2026-01-01T00:00:00Z",
    from: "pubDate",
    precision: "day",
    zoneAssumed: null,
  } as const;
  expect(features({ ...said, published: date, updated: date, authors: ["Ann"] })).toEqual(features(said));
  expect(features({ title: "A", content: "S" }).words).toBe(features(said).words);
  expect(features({ title: "A S" }).words).not.toBe(features(said).words);
});
