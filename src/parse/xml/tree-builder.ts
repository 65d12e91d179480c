import type { FeedFormat, Repair } from "../../model.ts";
import { innerBase } from "./base.ts";
import { elementName, type ElementName } from "./element-names.ts";
import { tooComplex } from "../limits.ts";
import { MAX_DEPTH, MAX_ELEMENTS } from "./limits.ts";
import { MarkupText } from "./markup-text.ts";
import { isDeclaration, Scope } from "./namespaces.ts";
import { textAsHtml } from "./text-construct.ts";
import { hasWindowsCharacters, repairWindowsCharacters } from "./windows-characters.ts";
import { XmlElement, type Attributes } from "./xml-element.ts";

interface OpenElement {
  rawName: string;
  is: ElementName;
  scope: Scope;
  element: XmlElement;
}

/** The first element of a document; `format` is `null` where that is not one of a feed. */
export interface Root {
  name: string;
  element: XmlElement;
  format: FeedFormat | null;
}

/**
 * Builds a tree from the events of a tokenizer. Namespaces are resolved to their usual prefixes, and markup inside of
 * texts is kept in its order as HTML.
 */
export class TreeBuilder {
  /** `null` until the first element is open. */
  root: Root | null = null;
  /** Whether the document ended where its first element did. */
  isComplete = true;
  private hasUnclosed = false;
  private hadWindowsCharacters = false;
  private readonly open: OpenElement[] = [];
  private text: MarkupText | null = null;
  private elements = 0;
  private ended = false;

  get repairs(): Repair[] {
    const repairs: Repair[] = this.hadWindowsCharacters ? ["windows-characters"] : [];
    if (!this.isComplete) repairs.push("cut-off");
    else if (this.hasUnclosed) repairs.push("unclosed-elements");
    return repairs;
  }

  opened(rawName: string, attributes: Attributes): void {
    if (this.ended) return;
    if (++this.elements > MAX_ELEMENTS) throw tooComplex(`more than ${MAX_ELEMENTS} elements`);
    if (this.open.length + (this.text?.depth ?? 0) >= MAX_DEPTH)
      throw tooComplex(`elements nested deeper than ${MAX_DEPTH}`);
    if (this.text && !this.beginsItem(rawName)) this.text.opened(rawName, attributes);
    else if (this.root) this.openElement(rawName, attributes);
    else this.openRoot(rawName, attributes);
  }

  said(text: string): void {
    if (this.text) return this.text.said(text);
    const current = this.open.at(-1);
    if (current) current.element.text += text;
  }

  closed(rawName: string): void {
    if (this.text?.closed(rawName)) return;
    const at = this.open.findLastIndex((element) => element.rawName === rawName);
    if (at === -1) return;
    if (at < this.open.length - 1) this.hasUnclosed = true;
    while (this.open.length > at) this.closeInnermost();
  }

  /**
   * Closes what the document left open. An item that the document ends in is dropped: half an item would be taken for
   * known when the whole one comes.
   */
  finish(): void {
    this.isComplete = this.open.length === 0;
    const item = this.open.findIndex(({ is }) => is.isItem);
    if (item !== -1) {
      this.open.length = item;
      this.text = null;
    }
    // A document that is one entry, and not all of it.
    if (item === 0) this.root = null;
    while (this.open.length > 0) this.closeInnermost();
  }

  /** In a text of anything but Atom, which may quote entries, an item means that the end of the text was forgotten. */
  private beginsItem(rawName: string): boolean {
    const scope = this.open.at(-1)?.scope;
    return !this.isAtom && scope?.elementName(rawName, false).isItem === true;
  }

  private openRoot(rawName: string, attributes: Attributes): void {
    const scope = new Scope().inside(attributes);
    // No vocabulary is known yet, and the first element is never a text.
    const is = elementName(rawName, scope.resolve(rawName), true);
    const element = this.pushElement(rawName, is, attributes, scope, null);
    this.root = { name: is.name, element, format: formatOf(rawName) };
  }

  private openElement(rawName: string, attributes: Attributes): void {
    const parent = this.open.at(-1);
    if (!parent) return;
    const scope = parent.scope.inside(attributes);
    const is = scope.elementName(rawName, this.isAtom);
    // An item in anything else: the end tag of that was forgotten.
    if (is.isItem && !parent.is.holdsItems && this.open.some((outer) => outer.is.holdsItems)) {
      this.hasUnclosed = true;
      while (this.open.at(-1)?.is.holdsItems === false) this.closeInnermost();
      return this.openElement(rawName, attributes);
    }
    this.pushElement(rawName, is, attributes, scope, parent.element.base);
    if (is.holdsText) this.text = new MarkupText();
  }

  private pushElement(
    rawName: string,
    is: ElementName,
    attributes: Attributes,
    scope: Scope,
    outerBase: string | null,
  ): XmlElement {
    const named = this.usualAttributes(attributes, scope);
    const base = named === null ? outerBase : baseIn(is.name, named, outerBase);
    const element = new XmlElement(named, base);
    this.open.push({ rawName, is, scope, element });
    return element;
  }

  /**
   * Attributes under their usual names, without declarations of namespaces; `null` where there are none. CDF writes
   * everything in capitals.
   */
  private usualAttributes(attributes: Attributes, scope: Scope): Attributes | null {
    let named: Record<string, string> | null = null;
    for (const key in attributes) {
      if (isDeclaration(key)) continue;
      named ??= Object.create(null) as Record<string, string>;
      const usual = /^[A-Z]+$/.test(key) ? key.toLowerCase() : scope.attributeName(key);
      named[usual] = this.repaired(attributes[key] ?? "");
    }
    return named;
  }

  private closeInnermost(): void {
    const closed = this.open.pop();
    if (!closed) return;
    const { element, is } = closed;
    const said = this.text ? textAsHtml(this.text, is.name, element, this.isAtom) : element.text;
    element.text = this.repaired(said.trim());
    this.text = null;
    const parent = this.open.at(-1);
    if (!parent) this.ended = true;
    else parent.element.add(is.name, element.isPlain && !is.isStructure ? element.text : element);
  }

  private repaired(text: string): string {
    if (!hasWindowsCharacters(text)) return text;
    this.hadWindowsCharacters = true;
    return repairWindowsCharacters(text);
  }

  private get isAtom(): boolean {
    return this.root?.format === "atom";
  }
}

/** A channel of CDF has a BASE. */
const baseIn = (name: string, attributes: Attributes, outer: string | null): string | null =>
  innerBase(
    outer,
    attributes["xml:base"] ?? (name.toLowerCase() === "channel" ? attributes["base"] : undefined),
  );

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
    case "urlset":
    case "sitemapindex":
      return "sitemap";
    default:
      return null;
  }
}
