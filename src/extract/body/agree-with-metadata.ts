import { plainWords } from "../page/plain-words.ts";
import type { Found } from "../metadata/found.ts";
import type { Block } from "./block.ts";

/** Characters. A shorter `articleBody` is a summary. */
const SUMMARY = 400;
/** Letters of a line's beginning that are looked for. */
const BEGINNING = 60;
/** Below it, the lines and the metadata are of different texts. */
const APART = 0.4;
/** Above both, they are the same text, and what only the lines have is not of it. */
const SAME = { covered: 0.75, found: 0.6 };
/** A paragraph that metadata lacks is rather cut there. */
const PARAGRAPH = 200;

/**
 * The text that lines and JSON-LD's `articleBody` agree on: the lines without what only they have, or the metadata's text
 * where a script was to put it on the page.
 */
export function agreeWithMetadata(blocks: readonly Block[], articleBody: string | null): Found<string> {
  const lines: Found<string> = { value: textOf(blocks), from: "page" };
  if (articleBody === null || articleBody.length <= SUMMARY) return lines;
  const words = plainWords(articleBody);
  const isFound = blocks.map((block) => words.includes(plainWords(block.text).slice(0, BEGINNING)));
  const [found, all] = [sizeOf(blocks.filter((_, at) => isFound[at])), sizeOf(blocks)];
  const covered = found / articleBody.length;
  if (covered < APART && articleBody.length > lines.value.length * 1.5)
    return { value: articleBody, from: "json-ld articleBody" };
  if (covered <= SAME.covered || found / all <= SAME.found) return lines;
  const value = textOf(
    blocks.filter(({ size }, at) => isFound[at] || size > PARAGRAPH || (isFound[at - 1] && isFound[at + 1])),
  );
  return { value, from: "page" };
}

const textOf = (blocks: readonly Block[]): string => blocks.map(({ text }) => text).join("\n");

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { size }) => sum + size, 0);
