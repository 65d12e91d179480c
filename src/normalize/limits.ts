/**
 * How much of a text goes into an item. Far beyond any article; without limits a document of a megabyte can become
 * gigabytes of items, because its title or its address stands in each of them.
 */
export const MAX_LINE = 1_024;
export const MAX_NAME = 256;
export const MAX_ADDRESS = 4_096;
/** Characters of HTML that are read. */
export const MAX_BODY = 500_000;
/** Authors, sections, media. */
export const MAX_LIST = 50;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** No letter with its marks, and no emoji, has more code units; what has is cut all the same. */
const MAX_GRAPHEME = 64;

/** The beginning of a text, never ending inside of what a reader takes for one character (UAX 29). */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const last = graphemes.segment(text.slice(0, end + MAX_GRAPHEME)).containing(end);
  const border = last && end - last.index < MAX_GRAPHEME ? last.index : end;
  return withoutHalf(text.slice(0, border)) + "…";
}

/** As much of an HTML as is read. */
export function clipBody(html: string): string {
  return withoutHalf(html.slice(0, MAX_BODY)).toWellFormed();
}

/** Without the half of a character that a cut left at the end. */
function withoutHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
