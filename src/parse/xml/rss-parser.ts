import Parser from "rss-parser";
import { attribute, BASE, textOf, type XmlElement, type XmlNode } from "./xml-node.ts";

/** The field under which rss-parser passes a whole element on. */
const ELEMENT = "wf:element";
const KEEP: [string, string, { keepArray: true }] = [ELEMENT, ELEMENT, { keepArray: true }];
const OPTIONS = { customFields: { feed: [KEEP], item: [KEEP] } };

/** The elements of a feed, or of an entry. */
export class Fields {
  /** Where relative addresses in it start from, if it says so. */
  readonly base: string | null;
  private readonly element: XmlElement;

  constructor(element: XmlElement) {
    this.element = element;
    this.base = element[BASE] ?? null;
  }

  /** All elements of a name, under its usual prefix. */
  all(name: string): readonly XmlNode[] {
    const found = this.element[name];
    return Array.isArray(found) ? found : NONE;
  }

  attribute(name: string): string | null {
    return attribute(this.element, name);
  }
}

const NONE: readonly XmlNode[] = [];

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
export async function buildFeed(document: object): Promise<{ feed: Fields; items: Fields[] }> {
  const parser = new Parser(OPTIONS as never);
  (parser as unknown as Slot).xmlParser = { parseString: (_, callback) => callback(null, document) };
  const built = (await parser.parseString("")) as unknown as Built;
  return { feed: fieldsOf(built), items: built.items.map(fieldsOf) };
}

/** An element as rss-parser's builders take it. */
export function forRssParser(node: XmlElement): XmlElement {
  return {
    title: (node["title"] as XmlNode[] | undefined)?.map((title) => textOf(title) ?? "") ?? [],
    [ELEMENT]: [node],
  };
}

const fieldsOf = (built: Built): Fields => new Fields(built[ELEMENT]?.[0] ?? {});
