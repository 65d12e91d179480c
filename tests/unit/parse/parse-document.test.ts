import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParseError } from "../../../src/errors.ts";
import { parse, rssItem } from "../../support/builders.ts";

test.each([
  ["no bytes", Buffer.alloc(0)],
  ["space", " \r\n\t"],
  ["a byte order mark alone", Buffer.from([0xef, 0xbb, 0xbf])],
  ["a byte order mark and space, in UTF-16", Buffer.from([0xff, 0xfe, 0x0a, 0x00])],
])("a document of %s is empty", async (_, body) => {
  await expect(parse(body)).rejects.toMatchObject({ code: "PARSE_EMPTY", message: "The document is empty" });
});

test.each([
  [
    "a page",
    "<!DOCTYPE html><html><head><title>Feeds</title></head><body><rss/></body></html>",
    "<!DOCTYPE html>",
  ],
  ["an error in plain text", "404 page not found", "404 page not found"],
  ["another kind of XML", '<?xml version="1.0"?><kml/>', '<?xml version=\\"1.0\\"?>'],
  ["a feed inside a comment", "<!-- <rss> --><html/>", "<!-- <rss> --><html/>"],
  ["a comment that does not end", "<!-- <rss>", "<!-- <rss>"],
])("%s is not a feed, and the message shows its beginning", async (_, body, beginning) => {
  const error: unknown = await parse(body).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "PARSE_NOT_A_FEED" });
  expect(String(error)).toContain(beginning);
});

describe("a document that is served as something else", () => {
  test.each(["text/html", "application/json", "image/png", "nonsense", null])(
    "as %s",
    async (contentType) => {
      const { entries, format } = await parse(rssItem("<title>A</title>"), contentType);
      expect([format, entries[0]?.title]).toEqual(["rss", "A"]);
    },
  );
});

test("the encoding that was used is told", async () => {
  const body = Buffer.from(rssItem("<title>Grüße</title>"), "utf16le");
  const { encoding, entries } = await parse(body);
  expect([encoding, entries[0]?.title]).toEqual(["utf-16le", "Grüße"]);
});

test("space and a comment before the declaration do no harm", async () => {
  const { format } = await parse(`\n\n  ${rssItem("<title>A</title>")}`);
  expect(format).toBe("rss");
  expect((await parse("<!-- <feed> --><rss version='2.0'><channel/></rss>")).format).toBe("rss");
});

/** What is wrong with a reaction to a document: nothing, if it is a document or a ParseError. */
async function otherReaction(body: Buffer): Promise<unknown> {
  try {
    const { entries } = await parse(body);
    return Array.isArray(entries) ? null : entries;
  } catch (error) {
    return error instanceof ParseError ? null : error;
  }
}

describe("whatever comes, it is a document or a ParseError", () => {
  test("from any bytes", async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((body) => Buffer.from(body));
    await fc.assert(
      fc.asyncProperty(bytes, async (document) => {
        expect(await otherReaction(document)).toBeNull();
      }),
    );
  });

  test("from broken markup", async () => {
    const names = fc.constantFrom(
      "rss",
      "channel",
      "item",
      "feed",
      "entry",
      "rdf:RDF",
      "title",
      "link",
      "_",
      "__proto__",
    );
    const part = fc.oneof(
      names.map((name) => `<${name}>`),
      names.map((name) => `</${name}>`),
      names.map((name) => `<${name} version="2.0"/>`),
      fc.constantFrom(
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE x [",
        "<!x",
        "&amp;",
        "&x;",
        "<?x?>",
        "text",
        " ",
      ),
    );
    const body = fc.array(part, { maxLength: 20 }).map((parts) => Buffer.from(`<rss>${parts.join("")}`));
    await fc.assert(
      fc.asyncProperty(body, async (document) => {
        expect(await otherReaction(document)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test("from a feed that ends anywhere", async () => {
    const whole = Buffer.from(
      rssItem('<title>Grüße</title><link>/a</link><enclosure url="/b"/><![CDATA[x]]>'),
    );
    for (let length = 0; length < whole.length; length++) {
      const entries = await parse(whole.subarray(0, length)).then(
        (document) => document.entries,
        (error: unknown) => {
          expect(error).toBeInstanceOf(ParseError);
          return [];
        },
      );
      // The whole entry or none: half of one would hide the whole one for ever.
      expect([[], (await parse(whole)).entries]).toContainEqual(entries);
    }
  });
});

test("a document of more entries than any feed has is refused", async () => {
  const items = Array.from({ length: 10_001 }, (_, id) => ({ id: String(id) }));
  await expect(parse(JSON.stringify({ items }))).rejects.toMatchObject({ code: "PARSE_TOO_COMPLEX" });
});
