import { UNSPACED } from "./words.ts";

const AGENCIES =
  "Reuters|AP|AFP|UPI|TASS|Xinhua|IANS|PTI|dpa|ANI|Bloomberg|Sputnik|Interfax|CNN|ANSA|IRNA|SANA|BBC|MNA|Tasnim|Yonhap|Kyodo|EFE|DPA";
/**
 * `LONDON (Reuters) - `, `(AP) -- `, `TEHRAN, May 3 (MNA) – `, `MOSCOW, March 2 - `: place, date and agency before the
 * first sentence. A copy may have another one or none.
 */
const DATELINE = new RegExp(
  `^\\s*(?:[\\p{L}\\d .,'/-]{0,60}\\((?i:${AGENCIES})[^)]{0,30}\\)|(?:${AGENCIES})\\b|[A-Z][A-Z .,'/-]{2,40}(?:,\\s[A-Z][a-z.]{2,8}\\s?\\d{0,2})?)\\s*[-–—:]{1,2}\\s+`,
  "u",
);
/** The last word of a text that was cut off; where words are not apart, every character that is there is whole. */
const CUT_OFF = new RegExp(`\\s*[^\\s${UNSPACED}]*\\s*(?:\\.\\.\\.|…|\\[[.…]+\\])\\s*$`, "u");
const ELLIPSIS_ROOM = 80;

/** What a text says, without dateline and without the last word of a text that was cut off: it may be half a word. */
export function bodyOf(text: string): string {
  const body = text.replace(DATELINE, "");
  const end = body.slice(-ELLIPSIS_ROOM);
  const cut = CUT_OFF.exec(end);
  return cut ? body.slice(0, body.length - end.length + cut.index) : body;
}
