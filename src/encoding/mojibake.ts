import iconv from "iconv-lite";

/** What UTF-8 of another alphabet, or a typographer's quote, looks like when it was read as windows-1252. */
const MISREAD = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g;
const SIGN = /[ÂÃâÐÑØÙðã][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
const strict = new TextDecoder("utf-8", { fatal: true });

/** Mends UTF-8 that somebody before us read as windows-1252: `donâ€™t` is `don’t`. Other text stays as it is. */
export function mendMojibake(text: string): string {
  return SIGN.test(text) ? text.replace(MISREAD, decodeAgain) : text;
}

function decodeAgain(misread: string): string {
  const bytes = iconv.encode(misread, "windows-1252");
  // Five bytes mean nothing in the code page; browsers, and so everybody, read them as control characters.
  for (let at = 0; at < bytes.length; at++) {
    const code = misread.charCodeAt(at);
    if (code <= 0xff) bytes[at] = code;
  }
  try {
    return strict.decode(bytes);
  } catch {
    return misread;
  }
}
