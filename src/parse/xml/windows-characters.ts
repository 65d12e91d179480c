import { decodeHTML } from "entities";

/** Control characters that no text contains: where one stands, a character of windows-1252 was meant, as in HTML. */
const C1 = /[\u0080-\u009F]/;
const ALL_C1 = /[\u0080-\u009F]/g;

export const hasWindowsCharacters = (text: string): boolean => C1.test(text);

export function repairWindowsCharacters(text: string): string {
  return text.replace(ALL_C1, (character) => decodeHTML(`&#${character.charCodeAt(0)};`));
}
