import iconv from "iconv-lite";

/** Known to iconv-lite, and never meant: UTF-7 hides markup in letters; the others are no text encodings. */
const REFUSED = /^(?:utf-?7|utf-?7-?imap|base64|hex|binary|internal)$/i;
const SEVERAL_BYTES = new Set(["gbk", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis"]);

/** Whether a label means an encoding here: those of the Encoding standard, older code pages, UTF-32. */
export function isKnownLabel(label: string): boolean {
  return decoderOf(label) !== null || (!REFUSED.test(label) && iconv.encodingExists(label));
}

/** An encoding of East Asia, whose characters take two bytes or more. */
export function isSeveralBytesWide(label: string): boolean {
  return SEVERAL_BYTES.has(decoderOf(label)?.encoding ?? "");
}

/** Bytes that mean nothing become U+FFFD. The name is that of the Encoding standard where it has one. */
export function decodeAs(body: Buffer, label: string): { text: string; encoding: string } {
  const decoder = decoderOf(label);
  if (decoder) return { text: decoder.decode(body), encoding: decoder.encoding };
  return { text: iconv.decode(body, label), encoding: label.toLowerCase() };
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return null;
  }
}
