import { createHmac, timingSafeEqual } from "node:crypto";

export type SignatureVerdict = "valid" | "missing" | "wrong";

/** WebSub, 7.1.1. Most hubs still sign with SHA-1, which no attack on HMAC has broken. */
const SIGNATURE = /^(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})$/i;

/**
 * Judges an X-Hub-Signature (WebSub, 7.1) over the body as it came. An unknown method, and several signatures at once,
 * are wrong ones.
 *
 * @param secret the text that the hub was given
 */
export function judgeSignature(header: string | null, body: Buffer, secret: string): SignatureVerdict {
  if (header === null || header.trim() === "") return "missing";
  const [, method, signature] = SIGNATURE.exec(header.trim()) ?? [];
  if (method === undefined || signature === undefined) return "wrong";
  const given = Buffer.from(signature, "hex");
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? "valid" : "wrong";
}
