import type { Difference } from "../../item.ts";
import { align } from "./alignment.ts";
import type { Print } from "./print.ts";
import { resemblance } from "./sketch.ts";

/** What an item says otherwise than another one of the same text. */
export function differenceOf(a: Print, b: Print): Omit<Difference, "date"> {
  const { contained, smaller, larger, numbers } = align(a, b);
  const areLong = a.sketch.length > 0 && b.sketch.length > 0;
  const common = areLong ? resemblance(a.sketch, b.sketch) : larger > 0 ? (contained * smaller) / larger : 1;
  const isSameWord = (word: number, at: number): boolean => word === b.title[at];
  return {
    title: a.title.length !== b.title.length || !a.title.every(isSameWord),
    text: a.content === b.content ? 0 : Math.round((1 - common) * 100) / 100,
    figures: numbers,
  };
}
