import { createRequire } from "node:module";
import Parser from "rss-parser";
import { describe, expect, test } from "vitest";
import { buildFeed, forRssParser } from "../../../../src/parse/xml/rss-parser.ts";
import type { XmlElement } from "../../../../src/parse/xml/xml-node.ts";

/** What is taken for granted about rss-parser. A release that changes it fails here, with a name. */
test("the version is the one that this was tried with", () => {
  const { version } = createRequire(import.meta.url)("rss-parser/package.json") as { version: string };
  expect(version).toMatch(/^3\.13\./);
});

test("there is a slot for what reads the XML, and it is asked", async () => {
  const parser = new Parser() as unknown as {
    xmlParser: { parseString: unknown };
    parseString: Parser["parseString"];
  };
  expect(parser.xmlParser.parseString).toBeTypeOf("function");
  const asked: string[] = [];
  parser.xmlParser = {
    parseString(xml: string, answer: (error: null, document: unknown) => void) {
      asked.push(xml);
      answer(null, { feed: { title: ["A"] } });
    },
  };
  expect(await parser.parseString("text")).toMatchObject({ title: "A", items: [] });
  expect(asked).toEqual(["text"]);
});

const entry: XmlElement = { title: [{ _: "A", $: { x: "y" } }], link: [""], "dc:date": ["no date at all"] };
const [feed, item] = [forRssParser({ language: ["en"] }), forRssParser(entry)];

describe.each([
  ["an Atom feed", { feed: { ...feed, entry: [item] } }],
  ["a channel of RSS", { rss: { $: { version: "2.0" }, channel: [{ ...feed, item: [item] }] } }],
  ["RDF", { "rdf:RDF": { channel: [feed], item: [item] } }],
])("the builders give of %s", (_, document) => {
  test("the elements themselves, whatever stands in them", async () => {
    const built = await buildFeed(document);
    expect(built.feed.all("language")).toEqual(["en"]);
    expect(built.items).toHaveLength(1);
    expect(built.items[0]?.all("title")).toBe(entry["title"]);
    expect(built.items[0]?.all("dc:date")).toEqual(["no date at all"]);
  });
});
