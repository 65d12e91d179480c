import { plainWords } from "../page/plain-words.ts";
import { type Block, kindOf } from "./block.ts";
import { isJunkLine } from "./junk-lines.ts";

/** A line of links is a menu, or leads to other articles. */
const LINKED = 0.6;
const LONGEST_OF_LINKS = 400;
/** A sentence of which most is a link, in a paragraph. */
const SENTENCE_WITH_LINK = { share: 0.8, size: 80 };
/** A shorter line may well be said twice. */
const SHORTEST_REPEATED = 60;
const SHORTEST_TITLE = 8;

/** The lines of an article's element that are its text: no menus, no appeals, not its title, nothing twice. */
export function dropLines(blocks: readonly Block[], title: string | null): Block[] {
  const headline = plainWords(title ?? "");
  const seen = new Set<string>();
  return blocks.filter((block) => {
    const { text, size } = block;
    if (isOfLinks(block) || isJunkLine(text, size) || kindOf(block) === "h1") return false;
    const words = plainWords(text);
    if (words === headline && size > SHORTEST_TITLE) return false;
    if (size > SHORTEST_REPEATED && seen.has(words)) return false;
    seen.add(words);
    return true;
  });
}

function isOfLinks(block: Block): boolean {
  const { linkShare, size } = block;
  if (linkShare <= LINKED || size >= LONGEST_OF_LINKS) return false;
  const { share, size: least } = SENTENCE_WITH_LINK;
  return !(kindOf(block) === "p" && linkShare < share && size > least);
}
