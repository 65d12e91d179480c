import { Parser as HtmlParser } from "htmlparser2";
import { SaxesParser } from "saxes";
import type { Repair } from "../../model.ts";
import { textOfString, type DocumentText } from "../../encoding/document-text.ts";
import { HTML_ENTITIES } from "./html-entities.ts";
import { tooComplex } from "../limits.ts";
import { MAX_ATTRIBUTES } from "./limits.ts";
import { feedStart, repairText } from "./repair.ts";
import { TreeBuilder, type Root } from "./tree-builder.ts";

export interface ReadTree {
  tree: TreeBuilder;
  repairs: Repair[];
}

/**
 * Text to tree: strictly, which is fast; and where the text is not well-formed, tolerantly, with the same handlers.
 * Neither reads a DTD: no entity is ever declared, expanded or fetched.
 *
 * @returns `null` where there is no feed
 * @throws ParseError PARSE_TOO_COMPLEX
 */
export function readTree(text: DocumentText): ReadTree | null {
  const strict = tokenizeStrictly(text.pieces());
  if (strict?.root?.format) return { tree: strict, repairs: strict.repairs };
  const whole = text.whole();
  if (feedStart(whole) === -1) return null;
  const repaired = repairText(whole);
  const tree = tokenizeTolerantly(repaired.text);
  // A page may speak of a feed's first element, or hold one of that name; a feed has something in it.
  if (tree.root === null || !holdsFeed(tree.root)) return null;
  return { tree, repairs: ["not-well-formed", ...repaired.repairs, ...tree.repairs] };
}

function holdsFeed({ name, element }: Root): boolean {
  if (name !== "rss") return element.hasChildren;
  return (
    element.attribute("version") !== null ||
    ["channel", "items", "item"].some((child) => element.all(child).length > 0)
  );
}

/** @returns `null` where the text is not well-formed */
function tokenizeStrictly(pieces: Iterable<string>): TreeBuilder | null {
  const tree = new TreeBuilder();
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.ENTITIES = HTML_ENTITIES;
  const countAttribute = attributeCounter();
  parser.on("error", ({ message }) => {
    throw new NotWellFormedError(message);
  });
  parser.on("opentagstart", countAttribute.restart);
  parser.on("attribute", countAttribute);
  parser.on("opentag", ({ name, attributes }) => tree.opened(name, attributes));
  parser.on("text", (said) => tree.said(said));
  parser.on("cdata", (said) => tree.said(said));
  parser.on("closetag", ({ name }) => tree.closed(name));
  try {
    let hasStarted = false;
    for (const piece of pieces) {
      // Space before the XML declaration is common and harmless.
      const readable: string = hasStarted ? piece : piece.trimStart();
      hasStarted ||= readable !== "";
      parser.write(readable);
    }
    parser.close();
  } catch (error) {
    if (error instanceof NotWellFormedError) return null;
    throw error;
  }
  tree.finish();
  return tree;
}

/** Never leaves this file. */
class NotWellFormedError extends Error {}

function tokenizeTolerantly(text: string): TreeBuilder {
  const tree = new TreeBuilder();
  let isEnding = false;
  const countAttribute = attributeCounter();
  const parser = new HtmlParser(
    {
      onopentagname: countAttribute.restart,
      onattribute: countAttribute,
      onopentag: (name, values) => tree.opened(name, values),
      ontext: (said) => tree.said(said),
      onclosetag(name) {
        if (!isEnding) tree.closed(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (const piece of textOfString(text).pieces()) parser.write(piece);
  // At the end it closes what is open; that is for the tree to judge.
  isEnding = true;
  parser.end();
  tree.finish();
  return tree;
}

/** To be called for every attribute of an element, so that thousands of them are refused before they are compared. */
function attributeCounter(): { (): void; restart: () => void } {
  let attributes = 0;
  const count = (): void => {
    if (++attributes > MAX_ATTRIBUTES)
      throw tooComplex(`an element with more than ${MAX_ATTRIBUTES} attributes`);
  };
  return Object.assign(count, {
    restart() {
      attributes = 0;
    },
  });
}
