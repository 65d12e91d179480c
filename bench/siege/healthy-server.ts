import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Scratch } from "../scratch.ts";

const ITEMS = 3;
/** Polls after which a feed has something new. */
const NEWS = 10;

export interface HealthyServer {
  port: number;
  /** When each host was asked, in milliseconds since 1970. */
  arrivals: Map<string, number[]>;
}

/** Feeds as most are: a few kilobytes, an ETag, now and then a new item. */
export async function startHealthyServer(scratch: Scratch): Promise<HealthyServer> {
  const arrivals = new Map<string, number[]>();
  const server = createServer(({ socket, headers }, response) => {
    const host = socket.localAddress ?? "";
    const times = arrivals.get(host) ?? [];
    arrivals.set(host, times);
    times.push(performance.timeOrigin + performance.now());
    // Hosts begin at different places, so that the news of all does not come at once.
    const version = Math.floor((times.length + Number(host.slice(host.lastIndexOf(".") + 1))) / NEWS);
    const etag = `"${version}"`;
    if (headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else
      response.writeHead(200, { etag, "content-type": "application/rss+xml" }).end(documentOf(host, version));
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", 4_096, resolve));
  scratch.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, arrivals };
}

function documentOf(host: string, version: number): string {
  const items = Array.from({ length: ITEMS }, (_, at) => {
    const name = `${host}/${version + ITEMS - at}`;
    const words = `What was found at ${name}, and what those who run it should do about it. `.repeat(4);
    return `<item><title>Advisory ${name}</title><link>http://${name}</link><guid>${name}</guid><description>${words}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${host}</title>${items.join("")}</channel></rss>`;
}
