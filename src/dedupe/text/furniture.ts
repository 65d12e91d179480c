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
  const lines = linesOf(text);
  if (lines.length < 2) return [];
  const edges = lines.length <= 2 * EDGE ? lines : [...lines.slice(0, EDGE), ...lines.slice(-EDGE)];
  return [...new Set(edges.filter(({ mayBeFurniture }) => mayBeFurniture).map(({ hash }) => hash))];
}

/**
 * A text without what its outlet puts around every text: lines at its ends that others of the outlet have too. A line
 * that is repeated inside a text belongs to it, as the rows of a table do.
 *
 * @param others how many other texts of the outlet have a line
 */
export function withoutFurniture(text: string, others: (line: string) => number): string {
  const lines = linesOf(text);
  if (lines.length < 2) return text;
  const isFurniture = ({ hash, mayBeFurniture }: Line): boolean => mayBeFurniture && others(hash) >= REPEATED;
  const firstOfText = lines.slice(0, EDGE).findIndex((line) => !isFurniture(line));
  const lastOfText = lines.slice(-EDGE).findLastIndex((line) => !isFurniture(line));
  const start = firstOfText < 0 ? EDGE : firstOfText;
  const end = lines.length - (Math.min(lines.length, EDGE) - 1 - lastOfText);
  const left = lines.slice(start, end);
  const kept = left.map((line) => line.text).join("\n");
  return kept.length >= text.length * LEAST_LEFT ? kept : text;
}

interface Line {
  text: string;
  hash: string;
  /** Whether it stands by itself and states no figure. */
  mayBeFurniture: boolean;
}

function linesOf(text: string): Line[] {
  const lines = text.split("\n");
  return lines.map((line, at) => ({
    text: line,
    hash: hashOf(line).toString(36),
    mayBeFurniture: !FIGURE.test(line) && !GOES_ON.test(line) && !GOES_ON.test(lines[at + 1] ?? ""),
  }));
}
