import Parser from "rss-parser";
import { textOf, XmlElement } from "./xml-element.ts";

/** The field under which rss-parser passes a whole element on. */
const ELEMENT = "wf:element";
const KEEP: [string, string, { keepArray: true }] = [ELEMENT, ELEMENT, { keepArray: true }];
const OPTIONS = { customFields: { feed: [KEEP], item: [KEEP] } };

/** What rss-parser calls to read XML: a plain property, which a contract test guards. */
interface Slot {
  xmlParser: { parseString(xml: string, callback: (error: Error | null, document: unknown) => void): void };
}

interface Built {
  [ELEMENT]?: XmlElement[];
  items: Built[];
}

/**
 * Lets rss-parser's own builders make a feed of a document that was read elsewhere, with the element of each entry.
 *
 * The builders get no more of an entry than they can stand: for one date that `Date` does not know, or one Atom link
 * without attributes, they lose all entries, and the snippet that they make of every text takes quadratic time.
 */
export async function buildFeed(document: object): Promise<{ feed: XmlElement; items: XmlElement[] }> {
  const parser = new Parser(OPTIONS as never);
  (parser as unknown as Slot).xmlParser = { parseString: (_, callback) => callback(null, document) };
  const built = (await parser.parseString("")) as unknown as Built;
  return { feed: elementOf(built), items: built.items.map(elementOf) };
}

/** An element as rss-parser's builders take it: in the shape of xml2js. */
export function forRssParser(element: XmlElement): object {
  return { title: element.all("title").map((title) => textOf(title) ?? ""), [ELEMENT]: [element] };
}

const elementOf = (built: Built): XmlElement => built[ELEMENT]?.[0] ?? new XmlElement();
