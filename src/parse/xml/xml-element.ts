export type Attributes = Readonly<Record<string, string>>;

/** An element; where it has neither attributes nor children, its text alone. */
export type XmlNode = string | XmlElement;

const NONE: readonly XmlNode[] = [];

/** An element with its children by name, in document order. */
export class XmlElement {
  /** Text; of elements that hold a text, HTML. */
  text = "";
  /** Where relative addresses in it start from, if it or an element around it says so (xml:base). */
  readonly base: string | null;
  private readonly attributes: Attributes | null;
  private children: Map<string, XmlNode[]> | null = null;

  constructor(attributes: Attributes | null = null, base: string | null = null) {
    this.attributes = attributes;
    this.base = base;
  }

  /** Whether its text is all that there is. */
  get isPlain(): boolean {
    return this.attributes === null && this.base === null && this.children === null;
  }

  get hasChildren(): boolean {
    return this.children !== null;
  }

  add(name: string, child: XmlNode): void {
    this.children ??= new Map();
    const siblings = this.children.get(name);
    if (siblings) siblings.push(child);
    else this.children.set(name, [child]);
  }

  /** All children of a name, under its usual prefix. */
  all(name: string): readonly XmlNode[] {
    return this.children?.get(name) ?? NONE;
  }

  attribute(name: string): string | null {
    return this.attributes?.[name]?.trim() || null;
  }
}

/** Text of a node; `null` where there is none. */
export function textOf(node: XmlNode | undefined): string | null {
  const text = typeof node === "string" ? node : node?.text;
  return text?.trim() || null;
}

/** The first text among several nodes. */
export function firstText(nodes: readonly XmlNode[]): string | null {
  for (const node of nodes) {
    const text = textOf(node);
    if (text !== null) return text;
  }
  return null;
}

export function attribute(node: XmlNode | undefined, name: string): string | null {
  return node instanceof XmlElement ? node.attribute(name) : null;
}

export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node instanceof XmlElement ? node.all(name) : NONE;
}

export function baseOf(node: XmlNode | undefined): string | null {
  return node instanceof XmlElement ? node.base : null;
}
