import type { Dispatcher } from "undici";
import { FetchError } from "../errors.ts";
import type { FetchedDocument } from "../model.ts";
import type { Freshness } from "../schedule-memory.ts";
import { decodeContent, tooLarge } from "./content-encoding.ts";
import { isChallenge } from "./host-answer.ts";
import type { Place } from "./places.ts";
import { header } from "./response-header.ts";
import { conditionsOf, type Validators, validatorsIn } from "./validators.ts";

export type Answer = (
  | { kind: "document"; document: FetchedDocument }
  /** With the validators that the answer has; it need not repeat them (RFC 9110, 15.4.5). */
  | { kind: "not-modified"; etag: string | null; lastModified: string | null }
) & { freshness: Freshness };

/** Bytes, on the wire or decoded, from which on a document counts as large. */
export const LARGE: number = 256 * 1024;

export interface BodyLimits {
  /** Bytes, on the wire and decoded. */
  maxBytes: number;
  place: Pick<Place, "becomeLarge">;
}

/**
 * @param known what the request said of the document that is already known
 * @throws FetchError, NoRoomError
 */
export async function readResponse(
  url: URL,
  response: Dispatcher.ResponseData,
  known: Validators | null,
  limits: BodyLimits,
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
  if (Number(header(headers, "content-length")) > limits.maxBytes) {
    discard(response);
    throw tooLarge(limits.maxBytes);
  }
  const raw = await readBody(body, limits);
  return {
    kind: "document",
    freshness,
    document: {
      url: url.href,
      body: await decodeBody(raw, header(headers, "content-encoding"), limits),
      contentType: header(headers, "content-type"),
      link: [headers["link"] ?? []].flat().join(", ") || null,
      ...validatorsIn(headers),
    },
  };
}

/**
 * Ends a response whose body is of no use; a connection serves one request, so there is nothing to save. A 304 has no body
 * (RFC 9110, 15.4.5) and ends by itself: breaking it off would cost more than all that was read of it.
 */
export function discard({ body, statusCode }: Dispatcher.ResponseData): void {
  body.on("error", () => {});
  if (statusCode === 304) body.resume();
  else body.destroy();
}

async function readBody(
  body: Dispatcher.ResponseData["body"],
  { maxBytes, place }: BodyLimits,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const before = size;
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    // Until there is room for more, the server has to wait.
    if (before <= LARGE && size > LARGE) await place.becomeLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is not large is decoded at once; whether it is, decoding tells. */
async function decodeBody(
  raw: Buffer,
  encoding: string | null,
  { maxBytes, place }: BodyLimits,
): Promise<Buffer> {
  if (raw.length > LARGE || maxBytes <= LARGE) return decodeContent(raw, encoding, maxBytes);
  try {
    return await decodeContent(raw, encoding, LARGE);
  } catch (error) {
    if (!(error instanceof FetchError && error.code === "FETCH_TOO_LARGE")) throw error;
  }
  await place.becomeLarge();
  return decodeContent(raw, encoding, maxBytes);
}
