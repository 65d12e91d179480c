import type { FeedFormat } from "../../model.ts";
import { innerBase } from "./base.ts";
import { MAX_DEPTH, MAX_ELEMENTS, tooComplex } from "./limits.ts";
import { Scope } from "./namespaces.ts";
import { escapeAttribute, holdsText, textAsHtml, type TextPart } from "./text-construct.ts";
import { BASE, type XmlElement, type XmlNode } from "./xml-node.ts";

type Attributes = Readonly<Record<string, string>>;

interface OpenElement {
  rawName: string;
  name: string;
  scope: Scope;
  base: string | null;
  node: XmlElement;
  hasChildren: boolean;
  text: string;
}

/** A text element that is being read, with the inner elements that are open in it. */
interface OpenText {
  parts: TextPart[];
  open: { rawName: string; tag: string }[];
}

const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/** Names of RSS that are written in every case. */
const RSS_NAMES = new Map(
  [
    "author",
    "category",
    "channel",
    "comments",
    "description",
    "enclosure",
    "guid",
    "item",
    "items",
    "language",
    "link",
    "pubDate",
    "source",
    "title",
    "ttl",
    "abstract",
    "image",
    "rss",
  ].map((name) => [name.toLowerCase(), name]),
);

const ITEMS = new Set(["item", "entry"]);
/** What items stand in. */
const CONTAINERS = new Set(["channel", "items", "feed", "rss", "rdf:RDF"]);

/** Always elements with children, even when they are empty. */
const STRUCTURE = new Set(["channel", "item", "items", "entry", "feed", "rss", "rdf:RDF"]);

/**
 * Builds the tree that rss-parser's builders take, in the shape of xml2js (`{ name: [string | { _, $, child: [...] }] }`),
 * from the events of a tokenizer. Namespaces are resolved to their usual prefixes, and markup inside of texts is kept
 * in its order as HTML.
 */
export class TreeBuilder {
  /** `null` until the first element is open. */
  root: { name: string; node: XmlElement; format: FeedFormat | null } | null = null;
  /** Whether the document ended where its first element did. */
  isComplete = true;
  private readonly open: OpenElement[] = [];
  private text: OpenText | null = null;
  private readonly outermost = new Scope();
  private elements = 0;
  private ended = false;

  opened(rawName: string, attributes: Attributes): void {
    if (this.ended) return;
    if (++this.elements > MAX_ELEMENTS) throw tooComplex(`more than ${MAX_ELEMENTS} elements`);
    if (this.open.length + (this.text?.open.length ?? 0) >= MAX_DEPTH)
      throw tooComplex(`elements nested deeper than ${MAX_DEPTH}`);
    if (this.text) this.openMarkup(this.text, rawName, attributes);
    else this.openElement(rawName, attributes);
  }

  said(text: string): void {
    if (this.text) this.text.parts.push({ text, isMarkup: false });
    else {
      const current = this.open.at(-1);
      if (current) current.text += text;
    }
  }

  closed(rawName: string): void {
    if (this.text && this.text.open.length > 0) this.closeMarkup(this.text, rawName);
    else this.closeThrough(rawName);
  }

  /**
   * Closes what the document left open. An item that the document ends in is dropped: half an item would be taken for
   * known when the whole one comes.
   */
  finish(): void {
    this.isComplete = this.open.length === 0;
    const item = this.open.findIndex(({ name }) => ITEMS.has(name));
    if (item !== -1) {
      this.open.length = item;
      this.text = null;
    }
    // A document that is one entry, and not all of it.
    if (item === 0) this.root = null;
    while (this.open.length > 0) this.closeInnermost();
  }

  private openElement(rawName: string, attributes: Attributes): void {
    const parent = this.open.at(-1);
    const scope = (parent?.scope ?? this.outermost).inside(attributes);
    const name = this.nameOf(rawName, scope);
    // An item in anything else: the end tag of that was forgotten.
    if (
      ITEMS.has(name) &&
      parent &&
      !CONTAINERS.has(parent.name) &&
      this.open.some((outer) => CONTAINERS.has(outer.name))
    ) {
      while (!CONTAINERS.has(this.open.at(-1)?.name ?? "")) this.closeInnermost();
      return this.openElement(rawName, attributes);
    }
    const node: XmlElement = Object.create(null) as XmlElement;
    for (const key in attributes) {
      node.$ ??= Object.create(null) as Record<string, string>;
      // CDF writes everything in capitals.
      const usual = /^[A-Z]+$/.test(key) ? key.toLowerCase() : scope.attributeName(key);
      node.$[usual] = attributes[key] ?? "";
    }
    const base = innerBase(
      parent?.base ?? null,
      node.$?.["xml:base"] ?? (name.toLowerCase() === "channel" ? node.$?.["base"] : undefined),
    );
    if (base !== null) node[BASE] = base;
    this.root ??= { name, node, format: formatOf(rawName) };
    this.open.push({ rawName, name, scope, base, node, hasChildren: false, text: "" });
    if (parent && holdsText(name, this.isAtom)) this.text = { parts: [], open: [] };
  }

  private closeThrough(rawName: string): void {
    if (!this.open.some((element) => element.rawName === rawName)) return;
    while (this.open.at(-1)?.rawName !== rawName) this.closeInnermost();
    this.closeInnermost();
  }

  private closeInnermost(): void {
    const element = this.open.pop();
    if (!element) return;
    const { node, name } = element;
    const content = this.text
      ? textAsHtml(this.text.parts, name, node.$, this.isAtom).trim()
      : element.text.trim();
    this.text = null;
    const parent = this.open.at(-1);
    if (content !== "") node._ = content;
    if (!parent) {
      this.ended = true;
      return;
    }
    const isPlain =
      node.$ === undefined && node[BASE] === undefined && !element.hasChildren && !STRUCTURE.has(name);
    const value: XmlNode = isPlain ? content : node;
    // In the shape of xml2js these are the text and the attributes of the parent.
    if (name === "_" || name === "$") return;
    parent.hasChildren = true;
    const siblings = parent.node[name];
    if (Array.isArray(siblings)) siblings.push(value);
    else parent.node[name] = [value];
  }

  private openMarkup(text: OpenText, rawName: string, attributes: Attributes): void {
    const colon = rawName.indexOf(":");
    const tag = colon === -1 ? rawName : rawName.slice(colon + 1);
    const written = Object.entries(attributes)
      .filter(([key]) => key !== "xmlns" && !key.startsWith("xmlns:"))
      .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
    text.parts.push({ text: `<${tag}${written.join("")}>`, isMarkup: true });
    text.open.push({ rawName, tag });
  }

  private closeMarkup(text: OpenText, rawName: string): void {
    const at = text.open.findLastIndex((element) => element.rawName === rawName);
    if (at === -1) {
      // The end of something around the text: what is open in it was never closed.
      if (this.open.some((element) => element.rawName === rawName)) {
        text.open.length = 0;
        this.closeThrough(rawName);
      }
      return;
    }
    for (const { tag } of text.open.splice(at).toReversed()) {
      if (!VOID.has(tag)) text.parts.push({ text: `</${tag}>`, isMarkup: true });
    }
  }

  /** In a feed of Atom, its elements have bare names; everywhere else, what has no prefix has a bare name. */
  private nameOf(rawName: string, scope: Scope): string {
    const usual = scope.elementName(rawName);
    if (!this.root || this.isAtom) return usual.replace(/^atom:/, "");
    const hasMeaning = usual.startsWith("xhtml:") || (rawName.includes(":") && usual.includes(":"));
    if (hasMeaning) return usual;
    const bare = rawName.slice(rawName.indexOf(":") + 1);
    return RSS_NAMES.get(bare.toLowerCase()) ?? bare;
  }

  private get isAtom(): boolean {
    return this.root?.format === "atom";
  }
}

function formatOf(rootName: string): FeedFormat | null {
  switch (rootName.slice(rootName.indexOf(":") + 1).toLowerCase()) {
    case "feed":
    case "entry":
      return "atom";
    case "rdf":
      return "rdf";
    case "rss":
    case "channel":
      return "rss";
    default:
      return null;
  }
}
