import { createRequire } from "node:module";
import Parser from "rss-parser";
import { describe, expect, test } from "vitest";
import { buildFeed, forRssParser } from "../../../../src/parse/xml/rss-parser.ts";
import { XmlElement } from "../../../../src/parse/xml/xml-element.ts";

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

const title = new XmlElement({ x: "y" });
title.text = "A";
const entry = new XmlElement();
entry.add("title", title);
entry.add("link", "");
entry.add("dc:date", "no date at all");
const channel = new XmlElement();
channel.add("language", "en");
const [feed, item] = [forRssParser(channel), forRssParser(entry)];

describe.each([
  ["an Atom feed", { feed: { ...feed, entry: [item] } }],
  ["a channel of RSS", { rss: { $: { version: "2.0" }, channel: [{ ...feed, item: [item] }] } }],
  ["RDF", { "rdf:RDF": { channel: [feed], item: [item] } }],
])("the builders give of %s", (_, document) => {
  test("the elements themselves, whatever stands in them", async () => {
    const built = await buildFeed(document);
    expect(built.feed).toBe(channel);
    expect(built.items).toEqual([entry]);
    expect(built.items[0]).toBe(entry);
  });
});
