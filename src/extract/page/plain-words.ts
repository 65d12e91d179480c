/** A text as its words alone, in lower case with a space between them: texts that say the same are equal. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
