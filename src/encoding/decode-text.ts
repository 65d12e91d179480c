import { isUtf8 } from "node:buffer";
import type { DecodingReport } from "../model.ts";
import { charsetOf, declaredInXml, type ReadDeclaration } from "./declared-encoding.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { decodeAs, isKnownLabel, isSeveralBytesWide } from "./labels.ts";
import { type DocumentText, textOfBytes, textOfString } from "./document-text.ts";
import { decodeMostlyUtf8, examineUtf8 } from "./utf8.ts";

export type DecodedText = DecodingReport & { text: DocumentText };

const BYTE_ORDER_MARKS: readonly { bytes: readonly number[]; label: string }[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], label: "utf-32le" },
  { bytes: [0x00, 0x00, 0xfe, 0xff], label: "utf-32be" },
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { bytes: [0xff, 0xfe], label: "utf-16le" },
  { bytes: [0xfe, 0xff], label: "utf-16be" },
];

/** How "<?", "<r" or `{"` looks in encodings of more than one byte (XML 1.0, appendix F.1; RFC 4627, 3). */
const UNMARKED: readonly { pattern: readonly (number | null)[]; label: string }[] = [0x3c, 0x7b].flatMap(
  (first) => [
    { pattern: [first, 0x00, 0x00, 0x00], label: "utf-32le" },
    { pattern: [0x00, 0x00, 0x00, first], label: "utf-32be" },
    { pattern: [first, 0x00, null, 0x00], label: "utf-16le" },
    { pattern: [0x00, first, 0x00, null], label: "utf-16be" },
  ],
);

/** So few characters can be valid UTF-8 by chance in the encodings of East Asia. */
const CHANCE = 4;

/**
 * Bytes to text, in the order of trust: byte order mark, shape of the first bytes, HTTP charset, the document's own
 * declaration (RFC 7303, 3), a guess by the frequency of letters, windows-1252.
 *
 * A label that contradicts bytes which are UTF-8 is wrong: text in any other encoding is hardly ever valid UTF-8 by
 * chance, and a wrong label is common. It stays so where a few bytes are broken, as at the end of a document that was cut
 * off.
 *
 * @param readDeclaration how documents of this kind name their encoding
 */
export function decodeText(
  body: Buffer,
  contentType: string | null,
  readDeclaration: ReadDeclaration = declaredInXml,
): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, at) => body[at] === byte));
  if (marked) return report(body.subarray(marked.bytes.length), marked.label, "byte-order-mark");
  const shaped = UNMARKED.find(({ pattern }) =>
    pattern.every((byte, at) => byte === null || body[at] === byte),
  );
  if (shaped) return report(body, shaped.label, "first-bytes");

  const charset = knownLabel(charsetOf(contentType));
  const label = charset ?? knownLabel(readDeclaration(body));
  const from = charset === null ? "declaration" : "charset";
  // ASCII with escapes is always valid UTF-8, and means something else.
  if (label !== null && /^(?:cs)?iso-?2022-?jp$/i.test(label)) return report(body, label, from);
  const utf8 = readUtf8(body, label);
  if (utf8 !== null) {
    const isLabel = label !== null && /^utf-?8$/i.test(label);
    return { ...utf8, encoding: "utf-8", encodingFrom: isLabel ? from : "bytes" };
  }
  if (label !== null && !/^utf-?(?:8|16|32)/i.test(label)) return report(body, label, from);
  const guess = guessEncoding(body);
  return guess === null ? report(body, "windows-1252", "default") : report(body, guess, "guess");
}

/** @returns `null` for bytes that are not UTF-8, or may be so by chance */
function readUtf8(body: Buffer, label: string | null): { text: DocumentText; brokenBytes: number } | null {
  if (label !== null && isSeveralBytesWide(label)) {
    const { characters } = examineUtf8(body, CHANCE);
    const isCertain = characters === 0 || characters === CHANCE;
    return isCertain && isUtf8(body) ? { text: textOfBytes(body), brokenBytes: 0 } : null;
  }
  if (isUtf8(body)) return { text: textOfBytes(body), brokenBytes: 0 };
  const mended = decodeMostlyUtf8(body);
  return mended && { text: textOfString(mended.text), brokenBytes: mended.brokenBytes };
}

function report(body: Buffer, label: string, encodingFrom: DecodingReport["encodingFrom"]): DecodedText {
  if (label === "utf-8" && isUtf8(body))
    return { text: textOfBytes(body), encoding: label, encodingFrom, brokenBytes: 0 };
  const { text, encoding } = decodeAs(body, label);
  return { text: textOfString(text), encoding, encodingFrom, brokenBytes: 0 };
}

const knownLabel = (label: string | null): string | null =>
  label !== null && isKnownLabel(label) ? label : null;
