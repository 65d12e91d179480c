import { type Block, kindOf } from "./block.ts";
import { HEADINGS, PROSE } from "./tags.ts";

const ENDS_A_SENTENCE = /[.!?…。！？"”»]$/;
/** What is shorter and ends no sentence is a label. */
const LABEL = 35;
/** Outside of a paragraph, what is shorter is rather a teaser. */
const TEASER = 140;
/** More says no more: one long line is no article. */
const MOST = 800;

/** How much a line looks like an article's text: by its length, its links, and the element it is in. */
export function weightOf(block: Block): number {
  const { text, size, linkShare } = block;
  const kind = kindOf(block);
  const weight = size * (1 - 3 * linkShare);
  if (HEADINGS.has(kind)) return Math.min(0, weight);
  if (size < LABEL && !ENDS_A_SENTENCE.test(text)) return Math.min(0, weight) - 5;
  if (weight <= 0) return weight;
  return Math.min(weight, MOST) * factorOf(kind, size);
}

function factorOf(kind: string, size: number): number {
  if (PROSE.has(kind)) return 1;
  if (kind === "li") return 0.5;
  return size > TEASER ? 0.9 : 0.5;
}
