import { Agent, request, type Dispatcher } from "undici";
import { FetchError } from "../errors.ts";
import type { FetchedDocument, Freshness, HostAnswer, HostGate } from "../model.ts";
import { createAddressGuard } from "./address-guard.ts";
import { createGuardedConnector } from "./connector.ts";
import { ACCEPT_ENCODING, decodeContent, tooLarge } from "./content-encoding.ts";
import { toFetchError } from "./fetch-error.ts";
import { readFreshness } from "./freshness.ts";
import { noteSending } from "./note-sending.ts";
import { OPEN_GATE } from "./open-gate.ts";

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
   * @throws HostBusyError when the server, or one that it redirects to, has no turn soon
   */
  fetch(address: string, validators: Validators | null, signal: AbortSignal): Promise<FetchResult>;
  close(): Promise<void>;
}

export interface FetcherOptions {
  /** CIDR ranges that may be fetched although they are private. */
  allowPrivate: readonly string[];
  /** Without it, every request goes out at once. */
  gate?: HostGate;
  /** Milliseconds for one document, redirects and body included. */
  deadline?: number;
  /** Decoded bytes. */
  maxBytes?: number;
}

const CONNECT_TIMEOUT = 10_000;
/** Milliseconds that a turn is waited for: for longer, the feed gives its place in the fetcher away. */
const PATIENCE = 250;
/** The same for a server that was redirected to: giving up means asking the first one again. */
const REDIRECT_PATIENCE = 10_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = "Wirefold/0.1 (feed aggregator)";
const ACCEPT =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, " +
  "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

export function createFetcher({
  allowPrivate,
  gate = OPEN_GATE,
  deadline = 30_000,
  maxBytes = 10 * 1024 * 1024,
}: FetcherOptions): Fetcher {
  const agent = new Agent({
    connect: createGuardedConnector(createAddressGuard(allowPrivate), CONNECT_TIMEOUT),
    headersTimeout: deadline,
    bodyTimeout: deadline,
  });
  return {
    async fetch(address, validators, signal) {
      const start = checkAddress(address);
      const trip: Trip = { validators, signal, until: null, requests: 0, retryAfter: null };
      let next: FetchResult | URL = start;
      while (next instanceof URL) next = await visitServer(next, trip);
      return next;
    },
    close: () => agent.destroy(),
  };

  /** Takes a turn at a server, and follows its redirects as long as they stay there. Returns where another one is. */
  async function visitServer(start: URL, trip: Trip): Promise<FetchResult | URL> {
    const { validators, signal } = trip;
    const visit = await gate
      .enter(start, trip.until ? REDIRECT_PATIENCE : PATIENCE, signal)
      .catch((error: unknown) => {
        throw signal.aborted ? toFetchError(error, start) : error;
      });
    // The time that a feed waits for its turn is not the server's.
    trip.until ??= AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
    let url = start;
    let answer: HostAnswer = NOT_ASKED;
    let sentAt = performance.now();
    try {
      while (visit.covers(url)) {
        if (trip.requests++ > MAX_REDIRECTS)
          throw new FetchError("FETCH_REDIRECTS", `${url.href}: more than ${MAX_REDIRECTS} redirects`);
        const known = validators?.url === url.href ? validators : null;
        sentAt = performance.now();
        const response = await request(url, {
          dispatcher: agent.compose(noteSending(() => visit.sent())),
          signal: trip.until,
          headers: headersFor(known),
        });
        const freshness = freshnessOf(response, trip.retryAfter);
        answer = answerOf(response, performance.now() - sentAt);
        if (!REDIRECTS.has(response.statusCode))
          return await readResponse(url, response, known, maxBytes, freshness);
        await response.body.dump();
        trip.retryAfter = freshness.retryAfter;
        url = redirectTarget(url, response);
      }
      return url;
    } catch (error) {
      const fetchError = toFetchError(error, url);
      if (fetchError.code === "FETCH_TIMEOUT" && answer === NOT_ASKED)
        answer = { ...NOT_ASKED, latency: performance.now() - sentAt };
      throw fetchError;
    } finally {
      await visit.leave(answer);
    }
  }
}

/** What one fetch keeps from server to server. */
interface Trip {
  validators: Validators | null;
  signal: AbortSignal;
  /** The signal with the deadline; `null` before the first turn. */
  until: AbortSignal | null;
  requests: number;
  /** Seconds that a redirect asked to wait: it is for the next poll, not for the next hop. */
  retryAfter: number | null;
}

const NOT_ASKED: HostAnswer = { status: null, retryAfter: null, latency: null };

function answerOf(response: Dispatcher.ResponseData, latency: number): HostAnswer {
  const { retryAfter } = freshnessOf(response, null);
  // A challenge comes with 403 or 503, and is a refusal either way.
  return { status: isChallenge(response) ? 403 : response.statusCode, retryAfter, latency };
}

/** Cloudflare wants to see a browser: the feed is alive, and this reader is not let through. */
function isChallenge({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return (
    (statusCode === 403 || statusCode === 503) &&
    header(headers, "cf-mitigated")?.trim().toLowerCase() === "challenge"
  );
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
  freshness: Freshness,
): Promise<FetchResult> {
  const { statusCode: status, headers, body } = response;
  if (status === 304 && (known?.etag || known?.lastModified)) {
    await body.dump();
    return { kind: "not-modified", freshness };
  }
  if (status !== 200) {
    await body.dump();
    const { retryAfter } = freshness;
    const details = retryAfter === null ? { status } : { status, retryAfter };
    if (isChallenge(response))
      throw new FetchError(
        "FETCH_CHALLENGED",
        `${url.host} lets only browsers through (Cloudflare)`,
        details,
      );
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
