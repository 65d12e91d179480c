import { Parser as HtmlParser } from "htmlparser2";
import { SaxesParser } from "saxes";
import { ParseError } from "../../errors.ts";
import { HTML_ENTITIES } from "./html-entities.ts";
import { MAX_ATTRIBUTES, tooComplex } from "./limits.ts";
import { feedStart, repairText, repairWindowsCharacters } from "./repair.ts";
import { TreeBuilder } from "./tree-builder.ts";

/** Characters handed to a tokenizer at once, so that an error ends the work early. */
const CHUNK = 65_536;

/**
 * Text to tree: strictly, which is fast; and where the text is not well-formed, tolerantly, with the same handlers.
 * Neither reads a DTD: no entity is ever declared, expanded or fetched.
 *
 * @returns `null` where there is no feed
 * @throws ParseError PARSE_TOO_COMPLEX
 */
export function readTree(text: string): TreeBuilder | null {
  const readable = repairWindowsCharacters(text);
  try {
    const tree = tokenizeStrictly(readable);
    if (tree.root?.format) return tree;
  } catch (error) {
    if (error instanceof ParseError) throw error;
  }
  if (feedStart(readable) === -1) return null;
  const tree = tokenizeTolerantly(repairText(readable));
  // A page may hold an element with the name of a feed's first one; a feed has something in it.
  const isFeed = tree.root !== null && Object.keys(tree.root.node).length > 0;
  return isFeed ? tree : null;
}

function tokenizeStrictly(text: string): TreeBuilder {
  const tree = new TreeBuilder();
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.ENTITIES = HTML_ENTITIES;
  let attributes = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentagstart", () => {
    attributes = 0;
  });
  parser.on("attribute", () => {
    if (++attributes > MAX_ATTRIBUTES) throw tooManyAttributes();
  });
  parser.on("opentag", ({ name, attributes: values }) => tree.opened(name, values));
  parser.on("text", (said) => tree.said(said));
  parser.on("cdata", (said) => tree.said(said));
  parser.on("closetag", ({ name }) => tree.closed(name));
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  tree.finish();
  return tree;
}

function tokenizeTolerantly(text: string): TreeBuilder {
  const tree = new TreeBuilder();
  let isEnding = false;
  let attributes = 0;
  const parser = new HtmlParser(
    {
      onopentagname() {
        attributes = 0;
      },
      onattribute() {
        if (++attributes > MAX_ATTRIBUTES) throw tooManyAttributes();
      },
      onopentag: (name, values) => tree.opened(name, values),
      ontext: (said) => tree.said(said),
      onclosetag(name) {
        if (!isEnding) tree.closed(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  // At the end it closes what is open; that is for the tree to judge.
  isEnding = true;
  parser.end();
  tree.finish();
  return tree;
}

const tooManyAttributes = (): ParseError =>
  tooComplex(`an element with more than ${MAX_ATTRIBUTES} attributes`);
