import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { rss } from "./feed-server.ts";

const HOUR = 3_600_000;
/** A full request is planned this often (NetNewsWire); a little less, because a poll may come early within its day. */
const FULL_EVERY = 8 * 24 * HOUR;

/** A site that publishes on its own schedule and says how it wants to be asked. */
export interface Publisher {
  path: string;
  /** Hours between two items. */
  every: number;
  /** What its answers carry. */
  validators: "etag" | "weak-etag" | "last-modified" | "both" | "none";
  /** Response headers at a time. */
  headers?: (now: Date) => Record<string, string>;
  /** Elements of the channel, such as `<ttl>120</ttl>`. */
  channel?: string;
  /** Hours of the day, GMT, in which it wants no requests. */
  skipHours?: readonly number[];
  /** An answer in place of the feed's. */
  trouble?: (now: Date) => { status: number; headers?: Record<string, string> } | null;
}

/** Something that a good guest does not do. */
export interface Fault {
  path: string;
  at: string;
  what: string;
}

export interface ScoringServer extends AsyncDisposable {
  url(path: string): string;
  faults: Fault[];
  /** Requests by path. */
  counts: ReadonlyMap<string, { all: number; full: number; notModified: number }>;
  /** Items that a path has shown so far. */
  itemsOf(path: string): number;
}

interface Visit {
  /** Validators of every answer, the newest last. */
  etags: string[];
  lastModifieds: string[];
  last: number | null;
  lastFull: number | null;
  notBefore: number;
  why: string;
  counts: { all: number; full: number; notModified: number };
}

/**
 * Scores whoever polls it, by the counters of Rachel Kroll's feed reader score: requests without validators, validators
 * out of sequence or made up, requests before the time that the server asked for, bursts, cookies, referrers, query
 * strings.
 *
 * @param now the time that the test holds
 */
export async function startScoringServer(
  publishers: readonly Publisher[],
  start: Date,
  now: () => Date,
): Promise<ScoringServer> {
  const byPath = new Map(publishers.map((publisher) => [publisher.path, publisher]));
  const visits = new Map(publishers.map(({ path }) => [path, newVisit()]));
  const faults: Fault[] = [];
  const itemsAt = ({ every }: Publisher, time: Date): number =>
    3 + Math.floor((time.getTime() - start.getTime()) / (every * HOUR));

  const server = createServer((request, response) => {
    const [path = "", query] = (request.url ?? "").split("?");
    const publisher = byPath.get(path);
    const visit = visits.get(path);
    const time = now();
    const blame = (what: string): void => void faults.push({ path, at: time.toISOString(), what });
    if (query !== undefined) blame(`query string ${query}`);
    if (!publisher || !visit) {
      blame("an address that nobody gave");
      response.writeHead(404).end();
      return;
    }
    examine(request, publisher, visit, time, blame);
    answer(response, request, publisher, visit, time);
  });

  function answer(
    response: ServerResponse,
    request: IncomingMessage,
    publisher: Publisher,
    visit: Visit,
    time: Date,
  ): void {
    const headers = publisher.headers?.(time) ?? {};
    visit.last = time.getTime();
    visit.counts.all++;
    const trouble = publisher.trouble?.(time);
    if (trouble) {
      promise(visit, time, trouble.headers ?? {});
      response.writeHead(trouble.status, trouble.headers).end();
      return;
    }
    const count = itemsAt(publisher, time);
    const { etag, lastModified } = validatorsOf(publisher, count, start);
    const isKnown =
      request.headers["if-none-match"] === undefined
        ? lastModified !== null && request.headers["if-modified-since"] === lastModified
        : request.headers["if-none-match"] === etag;
    if (etag !== null) visit.etags.push(etag);
    if (lastModified !== null) visit.lastModifieds.push(lastModified);
    promise(visit, time, headers);
    response.setHeader("set-cookie", "reader=1; Path=/");
    if (etag !== null) response.setHeader("etag", etag);
    if (lastModified !== null) response.setHeader("last-modified", lastModified);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (isKnown) {
      visit.counts.notModified++;
      response.writeHead(304).end();
    } else response.setHeader("content-type", "application/rss+xml").end(documentOf(publisher, count));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    faults,
    counts: new Map([...visits].map(([path, { counts }]) => [path, counts])),
    itemsOf: (path) => itemsAt(byPath.get(path) as Publisher, now()),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const newVisit = (): Visit => ({
  etags: [],
  lastModifieds: [],
  last: null,
  lastFull: null,
  notBefore: 0,
  why: "",
  counts: { all: 0, full: 0, notModified: 0 },
});

function examine(
  { headers }: IncomingMessage,
  publisher: Publisher,
  visit: Visit,
  time: Date,
  blame: (what: string) => void,
): void {
  const at = time.getTime();
  if (headers.cookie !== undefined) blame("a cookie");
  if (headers.referer !== undefined) blame("a referrer");
  if (visit.last !== null && at - visit.last < 60_000) blame("a burst: two requests within a minute");
  if (at < visit.notBefore)
    blame(`${Math.round((visit.notBefore - at) / 1000)} s before ${visit.why} allows`);
  if (publisher.skipHours?.includes(time.getUTCHours())) blame("a request in an hour to be skipped");

  checkValidator("If-None-Match", headers["if-none-match"], visit.etags, blame);
  checkValidator("If-Modified-Since", headers["if-modified-since"], visit.lastModifieds, blame);
  const isFull = headers["if-none-match"] === undefined && headers["if-modified-since"] === undefined;
  if (!isFull) return;
  visit.counts.full++;
  const isPlanned = visit.lastFull === null || at - visit.lastFull > FULL_EVERY;
  const couldAsk = visit.etags.length + visit.lastModifieds.length > 0;
  if (!isPlanned && couldAsk) blame("a request without validators that was not planned");
  visit.lastFull = at;
}

function checkValidator(
  name: string,
  sent: string | string[] | undefined,
  given: readonly string[],
  blame: (what: string) => void,
): void {
  if (sent === undefined || sent === given.at(-1)) return;
  blame(given.includes(String(sent)) ? `${name} out of sequence` : `${name} made up: ${String(sent)}`);
}

/** What an answer asks for: no request before a time. */
function promise(visit: Visit, time: Date, headers: Record<string, string>): void {
  const promises = Object.entries(headers).map(([name, value]): [number, string] => {
    switch (name.toLowerCase()) {
      case "cache-control":
        return [
          Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0) * 1000 - Number(headers["age"] ?? 0) * 1000,
          "max-age",
        ];
      case "retry-after":
        return [
          /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - time.getTime(),
          "Retry-After",
        ];
      case "expires":
        return [Date.parse(value) - time.getTime(), "Expires"];
      default:
        return [0, ""];
    }
  });
  const [longest = [0, ""]] = promises.toSorted(([a], [b]) => b - a);
  visit.notBefore = time.getTime() + longest[0];
  visit.why = longest[1];
}

/** They change when an item is added, and only then. */
function validatorsOf(
  { validators, every, path }: Publisher,
  count: number,
  start: Date,
): { etag: string | null; lastModified: string | null } {
  const changed = new Date(start.getTime() + (count - 3) * every * HOUR).toUTCString();
  const etag = `"${path}-${count}"`;
  return {
    etag: validators === "weak-etag" ? `W/${etag}` : /etag|both/.test(validators) ? etag : null,
    lastModified: validators === "last-modified" || validators === "both" ? changed : null,
  };
}

/** The newest twenty. */
function documentOf({ path, channel = "" }: Publisher, count: number): string {
  const items = Array.from({ length: Math.min(count, 20) }, (_, at) => ({
    title: `${path} ${count - at}`,
    guid: `${path}#${count - at}`,
  }));
  return rss(items).replace("</title>", `</title>${channel}`);
}
