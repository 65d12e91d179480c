import { hashOf } from "./hash.ts";

/** Lines at each end of a text in which an outlet's banners, bylines and footers stand. */
const EDGE = 8;
/** A line is furniture once so many other texts of the outlet had it. */
const REPEATED = 2;
/** A text of which less would be left is all that there is. */
const LEAST_LEFT = 0.3;
/** A figure that is no year and no part of a name: a line with one states something. */
const FIGURE = /(?<![\p{L}\d])(?!(?:19|20)\d\d(?!\d))\d/u;
/** A line that goes on with the one before it: the text was broken into lines of one length. */
const GOES_ON = /^\s*\p{Ll}/u;

/** Hashes of the lines at the ends of a text that may be furniture, each once; none of a text of one line. */
export function edgeLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.length < 2) return [];
  const isEdge = (_: string, at: number): boolean => at < EDGE || at >= lines.length - EDGE;
  return [...new Set(lines.filter((line, at) => isEdge(line, at) && mayBeFurniture(lines, at)).map(nameOf))];
}

/**
 * A text without what its outlet puts around every text: lines at its ends that others of the outlet have too. A line
 * that is repeated inside a text belongs to it, as the rows of a table do.
 *
 * @param others how many other texts of the outlet have a line
 */
export function withoutFurniture(text: string, others: (line: string) => number): string {
  const lines = text.split("\n");
  if (lines.length < 2) return text;
  const isOfText = (line: string, at: number): boolean =>
    !mayBeFurniture(lines, at) || others(nameOf(line)) < REPEATED;
  const start = lines.slice(0, EDGE).findIndex(isOfText);
  const back = lines
    .slice(-EDGE)
    .toReversed()
    .findIndex((line, at) => isOfText(line, lines.length - 1 - at));
  const ends = Math.min(lines.length, EDGE);
  const left = lines.slice(start < 0 ? EDGE : start, lines.length - (back < 0 ? ends : back));
  const kept = left.join("\n");
  return kept.length >= text.length * LEAST_LEFT ? kept : text;
}

/** Whether a line stands by itself and states no figure. */
const mayBeFurniture = (lines: readonly string[], at: number): boolean =>
  !FIGURE.test(lines[at] ?? "") && !GOES_ON.test(lines[at] ?? "") && !GOES_ON.test(lines[at + 1] ?? "");

const nameOf = (line: string): string => hashOf(line).toString(36);
