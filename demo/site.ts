import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { renderFeed } from "./render.ts";
import type { SampleEntry, SampleFeed } from "./samples/sample-feed.ts";

/** The web server that the sample feeds live on. */
export interface Site extends AsyncDisposable {
  url(feed: SampleFeed): string;
  /** Puts an entry into a feed, with so many of the present ones above it. */
  publish(feed: SampleFeed, entry: SampleEntry, below: number): void;
  /** Requests that were answered with 304 Not Modified. */
  readonly notModified: number;
}

/** Serves the feeds on a free port of loopback. */
export async function startSite(feeds: readonly SampleFeed[]): Promise<Site> {
  const byPath = new Map(feeds.map((feed) => [feed.path, { feed, entries: feed.entries }]));
  let notModified = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const hosted = byPath.get(request.url ?? "");
    if (!hosted) return void response.writeHead(404).end();
    const { feed, entries } = hosted;
    if (feed.failure === "unavailable")
      return void response.writeHead(503, { "retry-after": "120" }).end("back soon\n");
    if (feed.delay !== undefined) await sleep(feed.delay);
    const { body, contentType } = renderFeed(feed, entries);
    response.setHeader("content-type", contentType);
    if (feed.conditional) {
      const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
      response.setHeader("etag", etag);
      if (request.headers["if-none-match"] === etag) {
        notModified++;
        return void response.writeHead(304).end();
      }
    }
    response.end(body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: ({ path }) => `http://127.0.0.1:${port}${path}`,
    publish(feed, entry, below) {
      const hosted = byPath.get(feed.path);
      if (hosted) hosted.entries = hosted.entries.toSpliced(below, 0, entry);
    },
    get notModified() {
      return notModified;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
