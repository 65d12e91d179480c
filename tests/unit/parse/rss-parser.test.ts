import { createRequire } from "node:module";
import Parser from "rss-parser";
import { describe, expect, test } from "vitest";

/**
 * What src/parse/xml-feed.ts takes for granted about rss-parser. A release that changes it fails here, with a name,
 * and not as an entry without title somewhere.
 */
type Fields = Record<string, unknown>;

const rename = (name: string): string => (name === "title" || name === "description" ? `wf:${name}` : name);
const untouched = (name: string): [string, string, { keepArray: true }] => [
  `wf:${name}`,
  `wf:${name}`,
  { keepArray: true },
];

function createParser(): Parser<Fields, Fields> {
  return new Parser<Fields, Fields>({
    customFields: {
      feed: [untouched("title")],
      item: [untouched("title"), untouched("description"), ["guid", "wf:guid", { keepArray: true }]],
    } as never,
    defaultRSS: 2,
    xml2js: { tagNameProcessors: [rename] },
  });
}

const ITEM =
  '<title x="y">A</title><title>B</title><description>&lt;b&gt;D&lt;/b&gt;</description><guid>g</guid>';
const DOCUMENTS = {
  "RSS 2.0": `<rss version="2.0"><channel><title>T</title><item>${ITEM}</item></channel></rss>`,
  "RSS 0.91": `<rss version="0.91"><channel><title>T</title><item>${ITEM}</item></channel></rss>`,
  "RSS without version": `<rss><channel><title>T</title><item>${ITEM}</item></channel></rss>`,
  RDF: `<rdf:RDF><channel><title>T</title></channel><item>${ITEM}</item></rdf:RDF>`,
  Atom: `<feed><title>T</title><entry>${ITEM}</entry></feed>`,
};

test("the version is the one that this was tried with", () => {
  const { version } = createRequire(import.meta.url)("rss-parser/package.json") as { version: string };
  expect(version).toMatch(/^3\.13\./);
});

describe.each(Object.entries(DOCUMENTS))("%s", (_, document) => {
  test("hands renamed elements over untouched, as arrays even of one", async () => {
    const feed = await createParser().parseString(document);
    expect(feed["wf:title"]).toEqual(["T"]);
    expect(feed.items[0]).toMatchObject({
      "wf:title": [{ _: "A", $: { x: "y" } }, "B"],
      "wf:description": ["<b>D</b>"],
      "wf:guid": ["g"],
    });
  });

  test("makes no snippet of them: that takes quadratic time", async () => {
    const { items } = await createParser().parseString(document);
    const made = Object.keys(items[0] ?? {}).filter((name) => /snippet$/i.test(name));
    expect(made).toEqual([]);
  });
});

test("its XML parser is xml2js on sax, which takes our handlers and limits", async () => {
  const parser = createParser() as unknown as { xmlParser: { saxParser: Record<string, unknown> } } & Parser;
  const { saxParser } = parser.xmlParser;
  const seen: string[] = [];
  saxParser["onopentagstart"] = () => seen.push("element");
  saxParser["onattribute"] = () => seen.push("attribute");
  expect(saxParser["sgmlDecl"]).toBe("");
  await parser.parseString('<rss version="2.0"><channel/></rss>');
  expect(seen).toEqual(["element", "attribute", "element"]);
});
