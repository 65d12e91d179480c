/** An element as xml2js gives it: a string where it has neither attributes nor children. */
export type XmlNode = string | XmlElement;

interface XmlElement {
  /** Text. */
  _?: string;
  /** Attributes. */
  $?: Record<string, string>;
  [child: string]: XmlNode[] | string | Record<string, string> | undefined;
}

/** Text of an element, that of its children included; `null` where there is none. */
export function textOf(node: XmlNode | undefined): string | null {
  return (typeof node === "string" ? node : allText(node)).trim() || null;
}

/** Without recursion: hostile documents are nested deeper than the stack. */
function allText(root: XmlElement | undefined): string {
  const texts: string[] = [];
  const rest: XmlNode[] = root ? [root] : [];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (typeof node === "string") {
      texts.push(node);
      continue;
    }
    const { _: own = "", $: _attributes, ...inner } = node;
    texts.push(own);
    rest.push(...Object.values(inner).flatMap((nodes) => (Array.isArray(nodes) ? nodes : [])).toReversed());
  }
  return texts.join(" ");
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
