/** Where an element's relative addresses start from, if xml:base says so. */
export const BASE: unique symbol = Symbol("xml:base");

/** An element in the shape of xml2js: a string where it has neither attributes nor children. */
export type XmlNode = string | XmlElement;

export interface XmlElement {
  /** Text; of elements that hold a text, HTML. */
  _?: string;
  /** Attributes. */
  $?: Record<string, string>;
  [BASE]?: string;
  [child: string]: XmlNode[] | string | Record<string, string> | undefined;
}

/** Text of an element; `null` where there is none. */
export function textOf(node: XmlNode | undefined): string | null {
  const text = typeof node === "string" ? node : node?._;
  return text?.trim() || null;
}

/** The first text among several elements of a name. */
export function firstText(nodes: readonly XmlNode[] | undefined): string | null {
  for (const node of nodes ?? []) {
    const text = textOf(node);
    if (text !== null) return text;
  }
  return null;
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

export function baseOf(node: XmlNode | undefined): string | null {
  return node === undefined || typeof node === "string" ? null : (node[BASE] ?? null);
}
