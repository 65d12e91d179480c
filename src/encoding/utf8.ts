import { decodeAs } from "./labels.ts";

/** How many characters of several bytes there are for one byte that is none, in what is still UTF-8. */
const GOOD_FOR_BAD = 10;

/** The length of the character that starts at a place: 1 for ASCII, 0 where no character of UTF-8 starts (RFC 3629, 4). */
function characterLength(body: Buffer, at: number): number {
  const first = body[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) === 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  const second = body[at + 1] ?? 0;
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isBeyond = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  if (isOverlong || isBeyond) return 0;
  for (let next = 1; next < length; next++) if (((body[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Counts the characters of several bytes, up to `enough`, and the bytes that belong to none. */
export function examineUtf8(
  body: Buffer,
  enough: number = Number.POSITIVE_INFINITY,
): { characters: number; brokenBytes: number } {
  let characters = 0;
  let brokenBytes = 0;
  for (let at = 0; at < body.length && characters < enough; ) {
    const length = characterLength(body, at);
    if (length > 1) characters++;
    if (length === 0) brokenBytes++;
    at += length || 1;
  }
  return { characters, brokenBytes };
}

/**
 * Text that is UTF-8 but for a few bytes, which are read as windows-1252: a comment or an advertisement that was pasted
 * in. A character that the end of the document cuts in two is dropped.
 *
 * @returns `null` for what is not mostly UTF-8
 */
export function decodeMostlyUtf8(body: Buffer): { text: string; brokenBytes: number } | null {
  const whole = body.subarray(0, endOfWhole(body));
  const { characters, brokenBytes } = examineUtf8(whole);
  if (characters === 0 || brokenBytes * GOOD_FOR_BAD > characters) return null;
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < whole.length; ) {
    const length = characterLength(whole, at);
    if (length === 0) {
      parts.push(
        whole.toString("utf8", start, at),
        decodeAs(whole.subarray(at, at + 1), "windows-1252").text,
      );
      start = at + 1;
    }
    at += length || 1;
  }
  parts.push(whole.toString("utf8", start));
  return { text: parts.join(""), brokenBytes };
}

/** Where the last whole character ends. */
function endOfWhole(body: Buffer): number {
  for (let back = 1; back <= 3 && back <= body.length; back++) {
    const byte = body[body.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc2) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? body.length - back : body.length;
    }
  }
  return body.length;
}
