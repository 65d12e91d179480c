import { FetchError, NotNowError } from "../errors.ts";
import type { FeedRequest, FetchedDocument } from "../model.ts";
import type { HostAnswer, HostGate } from "../host-gate.ts";
import type { Lookup } from "./connector.ts";
import { createDispatchers } from "./dispatchers.ts";
import { checkAddress } from "./fetch-address.ts";
import { toFetchError } from "./fetch-error.ts";
import { answerOf, NOT_ASKED } from "./host-answer.ts";
import { furtherJourney, type Journey, sendRequest } from "./journey.ts";
import { OPEN_GATE } from "./open-gate.ts";
import { createPlaces, type PlaceLimits } from "./places.ts";
import { type Answer, discard, readResponse } from "./read-response.ts";
import { isPermanentMove, isRedirect, redirectTarget } from "./redirect.ts";
import { ownHeaders, usualHeaders, type Wanted } from "./request-headers.ts";
import { freshnessOf } from "./response-header.ts";
import { type ReadVariable, resolveSecret } from "./secrets.ts";
import { conditionsOf, type Validators } from "./validators.ts";

/** What came of a fetch. It keeps its place in the fetcher until it is disposed of: until the document was read. */
export type FetchResult = Answer &
  Disposable & {
    /** Where the document has moved for good: every redirect on the way says so, and none leads from https to http. */
    movedTo: string | null;
    /**
     * Gets another document that belongs to this one, in full and in the same place. All of them together may be as
     * large as one.
     *
     * @throws FetchError, NotNowError
     */
    also(address: string): Promise<FetchedDocument>;
  };

/** What the operator says about the requests for one feed. */
export interface OwnRequest extends Pick<FeedRequest, "headers" | "auth" | "proxy"> {
  /** Address of the feed, whose origin alone gets headers and authentication. */
  home: string;
}

export interface Fetcher {
  /**
   * Gets a document, unless it is still the one that the validators describe.
   *
   * @param signal ends the fetch early, with FETCH_ABORTED
   * @throws FetchError, NotNowError
   */
  fetch(
    address: string,
    validators: Validators | null,
    signal: AbortSignal,
    own?: OwnRequest | null,
  ): Promise<FetchResult>;
  close(): Promise<void>;
}

export interface FetcherOptions {
  /** CIDR ranges that may be fetched although they are private. */
  allowPrivate: readonly string[];
  /** Without it, every request goes out at once. */
  gate?: HostGate;
  /** How much may be under way at once; without it, everything. */
  places?: PlaceLimits;
  /** Feeds, unless something else is said. */
  wanted?: Wanted;
  /** Who to write to about these requests: an address or a mail address. */
  contact?: string | null;
  readVariable?: ReadVariable;
  /** Milliseconds for one document, redirects and body included. */
  deadline?: number;
  /** Bytes, on the wire and decoded. */
  maxBytes?: number;
  lookup?: Lookup;
  /** Milliseconds since 1970, for what servers say in dates. */
  now?: () => number;
}

type Arrival = Answer & Pick<FetchResult, "movedTo">;

/** Milliseconds that a turn is waited for: for longer, the feed gives its place in the fetcher away. */
const PATIENCE = 250;
/** The same for a server that was redirected to: giving up means asking the first one again. */
const REDIRECT_PATIENCE = 10_000;
const MAX_REDIRECTS = 5;
/** Bytes that a connection may bring beside a body. */
const FRAMING = 1024 * 1024;

const UNLIMITED: PlaceLimits = {
  quick: Number.POSITIVE_INFINITY,
  slow: Number.POSITIVE_INFINITY,
  large: Number.POSITIVE_INFINITY,
};

export function createFetcher({
  allowPrivate,
  gate = OPEN_GATE,
  places: limits = UNLIMITED,
  wanted = "feed",
  contact = null,
  readVariable = () => undefined,
  deadline = 30_000,
  maxBytes = 10 * 1024 * 1024,
  lookup,
  now = Date.now,
}: FetcherOptions): Fetcher {
  const dispatchers = createDispatchers({
    allowPrivate,
    deadline,
    maxBytes: maxBytes + FRAMING,
    ...(lookup && { lookup }),
  });
  const places = createPlaces(
    limits,
    (after) =>
      new FetchError(
        "FETCH_TIMEOUT",
        `No answer in full after ${Math.round(after / 1000)} s, and too many servers are as slow`,
      ),
  );
  const usual = usualHeaders(contact, wanted);
  const rulesOf = (isProxied: boolean) => ({
    allowLocalNames: allowPrivate.length > 0,
    allowOverlayNames: isProxied,
  });

  return {
    async fetch(address, validators, signal, own = null) {
      const isProxied = own !== null && own.proxy !== null;
      const start = checkAddress(address, rulesOf(isProxied));
      const dispatcher = own?.proxy ? dispatchers.through(await proxyOf(own.proxy)) : dispatchers.direct;
      const headers = own ? await ownHeaders(own, readVariable) : {};
      const place = await places.take(signal).catch((error: unknown) => {
        throw toFetchError(error, start);
      });
      const journey: Journey = {
        dispatcher,
        isProxied,
        refuseLiteral: isProxied ? dispatchers.checks.literal : null,
        own: headers,
        origin: own ? new URL(own.home).origin : null,
        validators,
        place,
        patience: PATIENCE,
        room: maxBytes,
        until: null,
        requests: 0,
        isHome: true,
        isPermanent: true,
        retryAfter: null,
      };
      try {
        const arrival = await travel(start, journey);
        place.settle();
        let room = maxBytes - (arrival.kind === "document" ? arrival.document.body.length : 0);
        return {
          ...arrival,
          async also(another) {
            place.resume();
            try {
              const next = await travel(
                checkAddress(another, rulesOf(isProxied)),
                furtherJourney(journey, room),
              );
              if (next.kind !== "document") throw new Error("an unconditional request was answered with 304");
              room -= next.document.body.length;
              return next.document;
            } finally {
              place.settle();
            }
          },
          [Symbol.dispose]: () => place[Symbol.dispose](),
        };
      } catch (error) {
        place[Symbol.dispose]();
        throw error;
      }
    },
    close: () => dispatchers.close(),
  };

  async function travel(start: URL, journey: Journey): Promise<Arrival> {
    let next: Arrival | URL = start;
    while (next instanceof URL) next = await visitServer(next, journey);
    return next;
  }

  /** @throws FetchError FETCH_SECRET */
  async function proxyOf(text: string): Promise<string> {
    const proxy = await resolveSecret(text, readVariable, encodeURIComponent);
    if (/^https?:$/.test(URL.parse(proxy)?.protocol ?? "")) return proxy;
    throw new FetchError("FETCH_SECRET", "The proxy of the feed is not an http or https address");
  }

  /** Takes a turn at a server, and follows its redirects as long as they stay there. Returns where another one is. */
  async function visitServer(start: URL, journey: Journey): Promise<Arrival | URL> {
    const { place } = journey;
    const { signal } = place;
    const visit = await gate.enter(start, journey.patience, signal).catch((error: unknown) => {
      throw signal.aborted ? toFetchError(signal.reason, start) : error;
    });
    // The time that a feed waits for its turn is not the server's.
    journey.patience = Math.max(journey.patience, REDIRECT_PATIENCE);
    journey.until ??= AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
    let url = start;
    let answer: HostAnswer = NOT_ASKED;
    let sentAt = performance.now();
    try {
      while (visit.covers(url)) {
        const hop = journey.requests++;
        if (hop > MAX_REDIRECTS) throw tooManyRedirects(url);
        journey.isHome &&= url.origin === journey.origin;
        const known = journey.validators?.url === url.href ? journey.validators : null;
        const headers = { ...usual, ...(journey.isHome && journey.own), ...conditionsOf(known) };
        sentAt = performance.now();
        const response = await sendRequest(url, headers, journey, () => visit.sent());
        const freshness = freshnessOf(response.headers, journey.retryAfter, now());
        answer = answerOf(response, performance.now() - sentAt, now());
        if (!isRedirect(response.statusCode)) {
          const result = await readResponse(
            url,
            response,
            known,
            { maxBytes: journey.room, place },
            freshness,
          );
          return { ...result, movedTo: hop > 0 && journey.isPermanent ? url.href : null };
        }
        discard(response);
        journey.retryAfter = freshness.retryAfter;
        const target = redirectTarget(url, response, rulesOf(journey.isProxied));
        journey.isPermanent &&= isPermanentMove(response.statusCode, url, target);
        url = target;
      }
      return url;
    } catch (error) {
      if (error instanceof NotNowError) throw error;
      const fetchError = toFetchError(error, url);
      if (fetchError.code === "FETCH_TIMEOUT" && answer === NOT_ASKED)
        answer = { ...NOT_ASKED, latency: performance.now() - sentAt };
      throw fetchError;
    } finally {
      await visit.leave(answer);
    }
  }
}

const tooManyRedirects = ({ origin, pathname }: URL): FetchError =>
  new FetchError("FETCH_REDIRECTS", `${origin}${pathname}: more than ${MAX_REDIRECTS} redirects`);
