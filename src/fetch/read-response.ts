import type { Dispatcher } from "undici";
import { FetchError } from "../errors.ts";
import type { FetchedDocument } from "../model.ts";
import type { Freshness } from "../schedule-memory.ts";
import { decodeContent, tooLarge } from "./content-encoding.ts";
import { isChallenge } from "./host-answer.ts";
import { header } from "./response-header.ts";
import { conditionsOf, type Validators, validatorsIn } from "./validators.ts";

export type Answer = (
  | { kind: "document"; document: FetchedDocument }
  /** With the validators that the answer has; it need not repeat them (RFC 9110, 15.4.5). */
  | { kind: "not-modified"; etag: string | null; lastModified: string | null }
) & { freshness: Freshness };

/**
 * @param known what the request said of the document that is already known
 * @param maxBytes on the wire and decoded
 * @throws FetchError
 */
export async function readResponse(
  url: URL,
  response: Dispatcher.ResponseData,
  known: Validators | null,
  maxBytes: number,
  freshness: Freshness,
): Promise<Answer> {
  const { statusCode: status, headers, body } = response;
  if (status !== 200) {
    discard(response);
    if (status === 304 && Object.keys(conditionsOf(known)).length > 0)
      return { kind: "not-modified", freshness, ...validatorsIn(headers) };
    const { retryAfter } = freshness;
    const details = retryAfter === null ? { status } : { status, retryAfter };
    if (isChallenge(response)) {
      const message = `${url.host} lets only browsers through (Cloudflare)`;
      throw new FetchError("FETCH_CHALLENGED", message, details);
    }
    throw new FetchError("FETCH_STATUS", `${url.host} answered with status ${status}`, details);
  }
  if (Number(header(headers, "content-length")) > maxBytes) {
    discard(response);
    throw tooLarge(maxBytes);
  }
  const raw = await readBody(body, maxBytes);
  return {
    kind: "document",
    freshness,
    document: {
      url: url.href,
      body: await decodeContent(raw, header(headers, "content-encoding"), maxBytes),
      contentType: header(headers, "content-type"),
      link: [headers["link"] ?? []].flat().join(", ") || null,
      ...validatorsIn(headers),
    },
  };
}

/** Ends a response whose body is of no use; a connection serves one request, so there is nothing to save. */
export function discard({ body }: Dispatcher.ResponseData): void {
  body.on("error", () => {}).destroy();
}

async function readBody(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
