import { describe, expect, test } from "vitest";
import type { Item } from "../../../src/item.ts";
import { rssChannel, rssItem } from "../../support/builders.ts";
import { digest } from "../../support/digest.ts";

async function itemOf(inner: string): Promise<Item | undefined> {
  return (await digest(rssItem(inner)))[0];
}

describe("the address of an entry", () => {
  test.each([
    ["with credentials", "https://user:secret@a.example/b", "https://a.example/b", "https://a.example/b"],
    [
      "with tracking and a fragment",
      "https://a.example/b?utm_source=x&amp;c=1#d",
      "https://a.example/b?utm_source=x&c=1#d",
      "https://a.example/b?c=1",
    ],
    ["of 100 KB", `https://a.example/${"b".repeat(100_000)}`, null, null],
    ["with a line break", "https://a.example/b\nc", "https://a.example/bc", "https://a.example/bc"],
    [
      "with direction controls",
      "https://a.example/\u202Efdp",
      "https://a.example/%E2%80%AEfdp",
      "https://a.example/%E2%80%AEfdp",
    ],
    [
      "with a look-alike host",
      "https://аpple.example/",
      "https://xn--pple-43d.example/",
      "https://xn--pple-43d.example/",
    ],
    ["that runs", "javascript:alert(1)//https://a.example/", null, null],
    ["of a file", "file:///etc/passwd", null, null],
    ["with a host that is none", "https://a b.example/", null, null],
    ["with a port that is none", "https://a.example:99999/", null, null],
    // Whoever follows it must look where it leads: addresses of a private network are published as they are.
    [
      "of a private network",
      "http://169.254.169.254/latest/",
      "http://169.254.169.254/latest/",
      "http://169.254.169.254/latest/",
    ],
  ])("%s", async (_, link, url, canonicalUrl) => {
    expect(await itemOf(`<title>A</title><link>${link}</link>`)).toMatchObject({
      title: "A",
      url,
      canonicalUrl,
    });
  });
});

describe("what identifies an entry", () => {
  test.each([
    [
      "is a permalink that is no address",
      '<guid isPermaLink="true">not an address</guid>',
      "not an address",
      null,
    ],
    ["may be missing, with everything else", "<description>A</description>", null, null],
    ["keeps both ways to write a letter apart (composed)", "<guid>\u00e9</guid>", "\u00e9", null],
    ["keeps both ways to write a letter apart (decomposed)", "<guid>e\u0301</guid>", "e\u0301", null],
    ["has no NUL", "<guid>a\u0000b</guid>", "ab", null],
  ])("%s", async (_, inner, guid, url) => {
    expect(await itemOf(inner)).toMatchObject({ guid, url });
  });

  test("is cut at 4,096 characters", async () => {
    expect((await itemOf(`<guid>${"x".repeat(1_000_000)}</guid>`))?.guid).toHaveLength(4_096);
  });
});

describe("a date", () => {
  test.each([
    ["Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000Z"],
    ["Tue, 19 Jan 2038 03:14:08 GMT", "2038-01-19T03:14:08.000Z"],
    ["Fri, 31 Dec 2999 00:00:00 GMT", "2999-12-31T00:00:00.000Z"],
    ["Sat, 30 Feb 2021 00:00:00 GMT", null],
    ["+275760-09-13T00:00:00Z", null],
    ["-000001-01-01T00:00:00Z", null],
    ["2021-W54-1", null],
    ["16200565870000000000", null],
    ["Mon, 03 mai 2021 15:43:07 +99999999", null],
    ["пн, 33 май 2021", null],
    ["99999999999999999999-01-01", null],
    ["NaN", null],
    ["{}", null],
  ])("%s is %s, and the entry stays", async (date, published) => {
    const item = await itemOf(`<title>A</title><pubDate>${date}</pubDate>`);
    expect(item).toMatchObject({ title: "A", published, publishedFrom: published && "pubDate" });
  });
});

describe("an enclosure", () => {
  test.each([
    ['url="file:///etc/passwd" length="1" type="a/b"', []],
    ['url="javascript:alert(1)"', []],
    ['url="/b" length="-1"', [{ length: null }]],
    ['url="/b" length="1e300"', [{ length: null }]],
    [`url="/b" length="${"9".repeat(1_000)}"`, [{ length: null }]],
    ['url="/b" length="99999999999999999999"', [{ length: null }]],
    ['url="/b" length="NaN" type="text/html"', [{ length: null, type: "text/html" }]],
    ['url="/b" length="12" type="a&#10;b"', [{ length: 12, type: null }]],
    ['url="https://user:secret@a.example/b" length="0"', [{ url: "https://a.example/b", length: 0 }]],
  ])("%s", async (attributes, media) => {
    expect((await itemOf(`<title>A</title><enclosure ${attributes}/>`))?.media).toMatchObject(media);
  });
});

describe("an author", () => {
  test.each([
    ["ann@a.example\r\nBcc: bob@b.example", "ann@a.example Bcc: bob@b.example"],
    ["ann@a.example%0d%0aBcc: x", "ann@a.example Bcc: x"],
    ["Ann\u202E nnA", "Ann nnA"],
    ["<![CDATA[<script>alert(1)</script>]]>", "<script>alert(1)</script>"],
    [`Z${"\u0301".repeat(500)}`, `Z${"\u0301".repeat(8)}`],
    ["&amp;#27;]0;title&amp;#7;Ann", "Ann"],
  ])("%j", async (author, name) => {
    expect((await itemOf(`<author>${author}</author>`))?.authors).toEqual([name]);
  });
});

test("what a feed repeats in each entry is cut in each", async () => {
  const long = "x".repeat(200_000);
  const items = await digest(
    rssChannel(
      `<title>${long}</title><managingEditor>${long}</managingEditor>${"<item><title>A</title></item>".repeat(20)}`,
    ),
  );
  expect(items).toHaveLength(20);
  expect(JSON.stringify(items).length).toBeLessThan(20 * 3_000);
});
