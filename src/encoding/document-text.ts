/** Bytes, or characters, of a piece. Far less than what V8 keeps apart as a large object, which is slow to get and to free. */
const PIECE = 32_768;

/** The text of a document, to be read piece by piece, or whole where that cannot be helped. */
export interface DocumentText {
  /** Never cuts a character of UTF-8; may cut a surrogate pair of other encodings. */
  pieces(): Iterable<string>;
  whole(): string;
}

/** @param body valid UTF-8 */
export function textOfBytes(body: Buffer): DocumentText {
  return {
    *pieces() {
      for (let start = 0; start < body.length; ) {
        let end = Math.min(start + PIECE, body.length);
        // Back to where a character starts.
        while (end < body.length && ((body[end] ?? 0) & 0xc0) === 0x80) end--;
        yield body.toString("utf8", start, end);
        start = end;
      }
    },
    whole: () => body.toString("utf8"),
  };
}

export function textOfString(text: string): DocumentText {
  return {
    *pieces() {
      for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
    },
    whole: () => text,
  };
}
