import { defaultTreeAdapter, type DefaultTreeAdapterTypes, html as names, parseFragment } from "parse5";

const TAGS = new Set(
  "a abbr b blockquote br code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul".split(
    " ",
  ),
);
const ATTRIBUTES: Record<string, readonly string[]> = {
  a: ["href", "title"],
  img: ["src", "alt", "title", "width", "height"],
  td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan"],
};

/** All that a browser would find in an HTML and that an item must not have: tags, attributes, schemes, comments. */
export function unlistedMarkup(html: string): string[] {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ChildNode): void => {
    if (defaultTreeAdapter.isTextNode(node)) return;
    if (!defaultTreeAdapter.isElementNode(node)) {
      found.push(node.nodeName);
      return;
    }
    const { tagName, namespaceURI, attrs, childNodes } = node;
    if (!TAGS.has(tagName) || namespaceURI !== names.NS.HTML) found.push(`<${tagName}>`);
    for (const { name, value } of attrs) {
      if (!ATTRIBUTES[tagName]?.includes(name)) found.push(`${tagName} ${name}`);
      if ((name === "href" || name === "src") && !/^https?:\/\//.test(value))
        found.push(`${tagName} ${name}=${value}`);
    }
    childNodes.forEach(visit);
  };
  parseFragment(html).childNodes.forEach(visit);
  return found;
}
