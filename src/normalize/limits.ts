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

/** The beginning of a text, never ending inside a character. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "") + "…";
}
