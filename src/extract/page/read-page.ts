import { Parser } from "htmlparser2";
import { ExtractError } from "../../errors.ts";
import { MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES, MAX_PAGE } from "../limits.ts";
import type { PageElement, PageNode } from "./page-element.ts";

interface OpenElement extends PageElement {
  attributes: Map<string, string>;
  children: PageNode[];
}

/** Most elements have none. */
const NO_ATTRIBUTES = new Map<string, string>();

/**
 * A page as a tree, in one pass, whatever is wrong with its markup. What stands behind the first 3,000,000 characters is
 * not read.
 *
 * @throws ExtractError for a page that nests too deep or has too many elements to be an article's
 */
export function readPage(html: string): PageElement {
  const page = openElement("#page", null);
  let open = page;
  let depth = 0;
  let nodes = 0;

  const count = (): void => {
    if (++nodes > MAX_NODES)
      throw new ExtractError("PAGE_TOO_COMPLEX", `The page has more than ${MAX_NODES} elements and texts`);
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        count();
        if (++depth > MAX_DEPTH)
          throw new ExtractError(
            "PAGE_TOO_DEEP",
            `The page nests more than ${MAX_DEPTH} elements in each other`,
          );
        const element = openElement(name, open);
        open.children.push(element);
        open = element;
      },
      onattribute(name, value) {
        if (open.attributes === NO_ATTRIBUTES) open.attributes = new Map();
        if (open.attributes.size < MAX_ATTRIBUTES && !open.attributes.has(name))
          open.attributes.set(name, value);
      },
      ontext(text) {
        const last = open.children.length - 1;
        // The parser hands over a text in pieces around its entities.
        if (typeof open.children[last] === "string") {
          open.children[last] += text;
        } else {
          count();
          open.children.push(text);
        }
      },
      onclosetag() {
        depth--;
        open = (open.parent ?? page) as OpenElement;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html.length > MAX_PAGE ? html.slice(0, MAX_PAGE) : html);
  return page;
}

const openElement = (name: string, parent: PageElement | null): OpenElement => ({
  name,
  attributes: NO_ATTRIBUTES,
  parent,
  children: [],
});
