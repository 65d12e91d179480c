import { type Block, kindOf } from "./block.ts";
import { isContributionLine } from "./junk-lines.ts";

/** What is shorter is a byline, a date, a label. */
const PROSE = 60;
const PROSE_IN_LIST = 120;
/** A paragraph may begin an article when it is shorter, and end it when it is shorter still and a sentence. */
const FIRST_PARAGRAPH = 40;
const LAST_PARAGRAPH = 12;
const ENDS_A_SENTENCE = /[.!?…"”»。]$/;

/**
 * Without the short lines before the first and behind the last line of prose, and without who else worked on the article.
 * Where nothing is prose, there is no article.
 */
export function trimEnds(blocks: readonly Block[]): readonly Block[] {
  const start = blocks.findIndex((block) => isProse(block) || mayBegin(block));
  const end = blocks.findLastIndex(
    (block) => (isProse(block) || mayEnd(block)) && !isContributionLine(block.text),
  );
  return start < 0 ? [] : blocks.slice(start, end + 1);
}

const isProse = (block: Block): boolean =>
  block.size >= (kindOf(block) === "li" ? PROSE_IN_LIST + 1 : PROSE) && block.linkShare < 0.5;

const mayBegin = (block: Block): boolean => kindOf(block) === "p" && block.size > FIRST_PARAGRAPH;

const mayEnd = (block: Block): boolean =>
  kindOf(block) === "p" && block.size > LAST_PARAGRAPH && ENDS_A_SENTENCE.test(block.text);
