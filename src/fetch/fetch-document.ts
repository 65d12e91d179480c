import { Agent, request, type Dispatcher } from "undici";
import { FetchError } from "../errors.ts";
import type { FetchedDocument, Freshness } from "../model.ts";
import { createAddressGuard } from "./address-guard.ts";
import { createGuardedConnector } from "./connector.ts";
import { ACCEPT_ENCODING, decodeContent, tooLarge } from "./content-encoding.ts";
import { toFetchError } from "./fetch-error.ts";
import { readFreshness } from "./freshness.ts";
import { createHostGate } from "./host-gate.ts";

/** Identifiers of the document that is already known, and the address that gave them. */
export interface Validators {
  url: string;
  etag: string | null;
  lastModified: string | null;
}

export type FetchResult =
  | { kind: "document"; document: FetchedDocument; freshness: Freshness }
  | { kind: "not-modified"; freshness: Freshness };

export interface Fetcher {
  /**
   * Gets a document, unless it is still the one that the validators describe.
   *
   * @param signal ends the fetch early, with FETCH_ABORTED
   * @throws FetchError
   */
  fetch(address: string, validators: Validators | null, signal: AbortSignal): Promise<FetchResult>;
  close(): Promise<void>;
}

export interface FetcherOptions {
  /** CIDR ranges that may be fetched although they are private. */
  allowPrivate: readonly string[];
  /** Milliseconds for one document, redirects and body included. */
  deadline?: number;
  /** Decoded bytes. */
  maxBytes?: number;
}

const CONNECT_TIMEOUT = 10_000;
const CONNECTIONS_PER_ORIGIN = 2;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = "Wirefold/0.1 (feed aggregator)";
const ACCEPT =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, " +
  "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

export function createFetcher({
  allowPrivate,
  deadline = 30_000,
  maxBytes = 10 * 1024 * 1024,
}: FetcherOptions): Fetcher {
  const agent = new Agent({
    connect: createGuardedConnector(createAddressGuard(allowPrivate), CONNECT_TIMEOUT),
    connections: CONNECTIONS_PER_ORIGIN,
    headersTimeout: deadline,
    bodyTimeout: deadline,
  });
  const gate = createHostGate(CONNECTIONS_PER_ORIGIN);
  return {
    async fetch(address, validators, signal) {
      let url = checkAddress(address);
      // The time that a feed waits for its turn is not the server's.
      const leave = await gate.enter(url.host, signal).catch((error: unknown) => {
        throw toFetchError(error, url);
      });
      try {
        return await fetchNow(url, validators, AbortSignal.any([signal, AbortSignal.timeout(deadline)]));
      } finally {
        leave();
      }
    },
    close: () => agent.destroy(),
  };

  async function fetchNow(
    start: URL,
    validators: Validators | null,
    until: AbortSignal,
  ): Promise<FetchResult> {
    let url = start;
    /** Seconds that a redirect asked to wait: it is for the next poll, not for the next hop. */
    let asked: number | null = null;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const known = validators?.url === url.href ? validators : null;
      try {
        const response = await request(url, {
          dispatcher: agent,
          signal: until,
          headers: headersFor(known),
        });
        if (!REDIRECTS.has(response.statusCode))
          return await readResponse(url, response, known, maxBytes, asked);
        await response.body.dump();
        asked = freshnessOf(response, asked).retryAfter;
        url = redirectTarget(url, response);
      } catch (error) {
        throw toFetchError(error, url);
      }
    }
    throw new FetchError("FETCH_REDIRECTS", `${start.href} redirects more than ${MAX_REDIRECTS} times`);
  }
}

/** @throws FetchError FETCH_BAD_ADDRESS */
function checkAddress(address: string, base?: URL): URL {
  const refuse = (why: string) => new FetchError("FETCH_BAD_ADDRESS", `${address} cannot be fetched: ${why}`);
  if (!URL.canParse(address, base?.href)) throw refuse("it is not an address");
  const url = new URL(address, base);
  if (url.username || url.password) {
    // The message goes into logs; the password must not.
    throw new FetchError(
      "FETCH_BAD_ADDRESS",
      `An address at ${url.host} cannot be fetched: a user name or password in an address is not supported`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refuse("only http and https are fetched");
  if (url.port === "0") throw refuse("port 0 does not exist");
  url.hash = "";
  return url;
}

function headersFor(known: Validators | null): Record<string, string> {
  return {
    "user-agent": USER_AGENT,
    accept: ACCEPT,
    "accept-encoding": ACCEPT_ENCODING,
    ...(known?.etag && { "if-none-match": known.etag }),
    ...(known?.lastModified && { "if-modified-since": known.lastModified }),
  };
}

async function readResponse(
  url: URL,
  response: Dispatcher.ResponseData,
  known: Validators | null,
  maxBytes: number,
  asked: number | null,
): Promise<FetchResult> {
  const { statusCode: status, headers, body } = response;
  const freshness = freshnessOf(response, asked);
  if (status === 304 && (known?.etag || known?.lastModified)) {
    await body.dump();
    return { kind: "not-modified", freshness };
  }
  if (status !== 200) {
    await body.dump();
    const { retryAfter } = freshness;
    const details = retryAfter === null ? { status } : { status, retryAfter };
    throw new FetchError("FETCH_STATUS", `${url.host} answered with status ${status}`, details);
  }
  const raw = await readBody(body, maxBytes);
  return {
    kind: "document",
    freshness,
    document: {
      url: url.href,
      body: await decodeContent(raw, header(headers, "content-encoding"), maxBytes),
      contentType: header(headers, "content-type"),
      etag: header(headers, "etag"),
      lastModified: header(headers, "last-modified"),
    },
  };
}

const freshnessOf = ({ headers }: Dispatcher.ResponseData, asked: number | null): Freshness =>
  readFreshness((name) => header(headers, name), Date.now(), asked);

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

function redirectTarget(from: URL, { headers, statusCode }: Dispatcher.ResponseData): URL {
  const location = header(headers, "location");
  if (location) return checkAddress(location, from);
  throw new FetchError("FETCH_REDIRECTS", `${from.host} answered ${statusCode} and did not say where to go`);
}

/** The first value of a header; several of one that allows only one are not joined. */
function header(headers: Dispatcher.ResponseData["headers"], name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
