import iconv from "iconv-lite";

export interface DecodedText {
  text: string;
  /** WHATWG name where it has one. */
  encoding: string;
}

const BYTE_ORDER_MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], encoding: "utf-32le" },
  { bytes: [0x00, 0x00, 0xfe, 0xff], encoding: "utf-32be" },
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/** How "<?" or "<r" looks in encodings of more than one byte (XML 1.0, appendix F.1). */
const UNMARKED: readonly { pattern: readonly (number | null)[]; encoding: string }[] = [
  { pattern: [0x3c, 0x00, 0x00, 0x00], encoding: "utf-32le" },
  { pattern: [0x00, 0x00, 0x00, 0x3c], encoding: "utf-32be" },
  { pattern: [0x3c, 0x00, null, 0x00], encoding: "utf-16le" },
  { pattern: [0x00, 0x3c, 0x00, null], encoding: "utf-16be" },
];

/**
 * Bytes to text, in the order of trust: byte order mark, shape of the first bytes, HTTP charset, XML declaration,
 * UTF-8. A label that contradicts bytes which are valid UTF-8 is wrong: text in any other encoding is hardly ever valid
 * UTF-8 by chance, and a wrong label is common. ISO-2022-JP is the exception: it is ASCII with escapes, always valid.
 */
export function decodeText(body: Buffer, contentType: string | null): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, at) => body[at] === byte));
  if (marked) return decodeAs(body.subarray(marked.bytes.length), marked.encoding);
  const shaped = UNMARKED.find(({ pattern }) =>
    pattern.every((byte, at) => byte === null || body[at] === byte),
  );
  if (shaped) return decodeAs(body, shaped.encoding);
  const label = charsetOf(contentType) ?? declaredEncoding(body) ?? "windows-1252";
  const utf8 = /^iso-2022-jp$/i.test(label) ? null : asValidUtf8(body);
  return utf8 === null ? decodeAs(body, label) : { text: utf8, encoding: "utf-8" };
}

function decodeAs(body: Buffer, label: string): DecodedText {
  try {
    const decoder = new TextDecoder(label);
    return { text: decoder.decode(body), encoding: decoder.encoding };
  } catch {
    // Not a label of the Encoding standard: the older code pages, UTF-32.
    if (iconv.encodingExists(label))
      return { text: iconv.decode(body, label), encoding: label.toLowerCase() };
    return { text: new TextDecoder("windows-1252").decode(body), encoding: "windows-1252" };
  }
}

function asValidUtf8(body: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? "")?.[1] ?? null;
}

function declaredEncoding(body: Buffer): string | null {
  const head = body.subarray(0, 1_024).toString("latin1");
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1] ?? null;
}
