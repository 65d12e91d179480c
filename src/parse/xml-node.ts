/** An element as xml2js gives it: a string where it has neither attributes nor children. */
export type XmlNode = string | XmlElement;

interface XmlElement {
  /** Text. */
  _?: string;
  /** Attributes. */
  $?: Record<string, string>;
  /** Texts and child elements, in their order. */
  $$?: XmlElement[];
  /** Name of a part of `$$`. */
  "#name"?: string;
  [child: string]: XmlNode[] | string | Record<string, string> | undefined;
}

const TEXT = "__text__";
const SPACE: XmlElement = { "#name": TEXT, _: " " };

/** Text of an element, that of its children included; `null` where there is none. */
export function textOf(node: XmlNode | undefined): string | null {
  return (typeof node === "string" ? node : allText(node)).trim() || null;
}

/** In the order of the document. Without recursion: hostile documents are nested deeper than the stack. */
function allText(root: XmlElement | undefined): string {
  const texts: string[] = [];
  const rest: XmlElement[] = root ? [root] : [];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node["#name"] === TEXT) {
      texts.push(node._ ?? "");
      continue;
    }
    texts.push(" ");
    rest.push(SPACE);
    for (const part of (node.$$ ?? []).toReversed()) rest.push(part);
  }
  return texts.join("");
}

/** The first text among several elements of a name. */
export function firstText(nodes: readonly XmlNode[] | undefined): string | null {
  return (nodes ?? []).map(textOf).find((text) => text !== null) ?? null;
}

export function attribute(node: XmlNode | undefined, name: string): string | null {
  if (node === undefined || typeof node === "string") return null;
  return node.$?.[name]?.trim() || null;
}

export function children(node: XmlNode | undefined, name: string): XmlNode[] {
  if (node === undefined || typeof node === "string") return [];
  const found = node[name];
  return Array.isArray(found) ? found : [];
}
