import { declaredInHtml } from "../encoding/declared-encoding.ts";
import { decodeText } from "../encoding/decode-text.ts";
import { mendMojibake } from "../encoding/mojibake.ts";
import { ExtractError } from "../errors.ts";

/** A page as it came. */
export interface ArticlePage {
  /** Address that answered. */
  url: string;
  /** Bytes, or text where somebody has decoded them. */
  body: Uint8Array | string;
  contentType: string | null;
}

const MARKUP = /html|xml|^text\/plain|^application\/octet-stream/i;

/**
 * The page's text in the encoding that the server, the page or its bytes say; what was broken before it came here is
 * mended as far as it can be.
 *
 * @throws ExtractError for what the server says is no page
 */
export function decodePage({ url, body, contentType }: ArticlePage): string {
  const type = contentType?.trim() ?? "";
  if (type !== "" && !MARKUP.test(type))
    throw new ExtractError("PAGE_NOT_HTML", `${url} is no page: its server calls it ${type.slice(0, 100)}`);
  if (typeof body === "string") return mendMojibake(body);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return mendMojibake(decodeText(bytes, contentType, declaredInHtml).text.whole());
}
