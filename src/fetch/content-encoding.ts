import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { FetchError } from "../errors.ts";

const gunzipAsync = promisify(gunzip);
const brotliAsync = promisify(brotliDecompress);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);

/** What we decode, and therefore all that we ask for (RFC 9110, 12.5.3). */
export const ACCEPT_ENCODING = "gzip, br, deflate";

/**
 * Undoes one layer of Content-Encoding (RFC 9110, 8.4). The limit counts decoded bytes: 317 bytes of brotli can hold
 * 200 MB. More than one layer is refused; only attacks have been seen to use it.
 *
 * @throws FetchError FETCH_TOO_LARGE, FETCH_ENCODING
 */
export async function decodeContent(
  body: Buffer,
  encoding: string | null,
  maxBytes: number,
): Promise<Buffer> {
  const said = encoding?.trim().toLowerCase() ?? "";
  const isUnsaid = said === "" || said === "identity";
  const name = isUnsaid && isGzipFile(body) ? "gzip" : said;
  if (name === "" || name === "identity" || body.length === 0) return body;
  const options = { maxOutputLength: maxBytes };
  try {
    switch (name) {
      case "gzip":
      case "x-gzip":
        return await gunzipAsync(body, options);
      case "br":
        return await brotliAsync(body, options);
      case "deflate":
        // The standard means zlib's wrapper; some servers send the bare stream, which never starts with method 8.
        return await ((body.readUInt8(0) & 0x0f) === 8 ? inflateAsync : inflateRawAsync)(body, options);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(maxBytes);
    throw new FetchError("FETCH_ENCODING", `The body is not valid ${name}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new FetchError(
    "FETCH_ENCODING",
    `The server used Content-Encoding "${name}", which was not asked for`,
  );
}

/** Whether this is a file such as `feed.xml.gz`, sent as it lies there: no text begins like that (RFC 1952, 2.3.1). */
function isGzipFile(body: Buffer): boolean {
  return body.length > 2 && body[0] === 0x1f && body[1] === 0x8b && body[2] === 8;
}

export function tooLarge(maxBytes: number): FetchError {
  return new FetchError("FETCH_TOO_LARGE", `The document is larger than ${maxBytes} bytes`);
}
