import type { Item } from "../item.ts";
import type { FullText } from "../model.ts";

/** Characters of a text that is no more than a summary. */
const SUMMARY = 500;
/** Characters of a text that may still be one, where it breaks off. */
const BROKEN_OFF = 2_000;

/** Whether an article's page is to be read for what its feed does not say. */
export function wantsPage(fullText: FullText | null, { url, text }: Pick<Item, "url" | "text">): boolean {
  if (url === null || !/^https?:/.test(url)) return false;
  if (fullText !== "missing") return fullText === "always";
  const length = text?.length ?? 0;
  return length < SUMMARY || (length < BROKEN_OFF && breaksOff(text ?? ""));
}

const breaksOff = (text: string): boolean => /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|»|›)\s*$/.test(text.slice(-10));
