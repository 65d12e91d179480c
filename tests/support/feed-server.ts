import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FeedServer extends AsyncDisposable {
  /** Address of a path on this server. */
  url(path: string): string;
  /** What a path answers with from now on: a document, or whatever a function does. */
  serve(path: string, answer: string | Answer): void;
  /** Every request, in order. */
  requests: IncomingMessage[];
}

/** A real HTTP server on loopback. @param host one of its addresses */
export async function startFeedServer(host = "127.0.0.1"): Promise<FeedServer> {
  const answers = new Map<string, string | Answer>();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers.get(request.url ?? "");
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === "string") response.setHeader("content-type", "application/xml").end(answer);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://${host}:${port}${path}`,
    serve: (path, answer) => void answers.set(path, answer),
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface SampleItem {
  title: string;
  link?: string;
  guid?: string;
  description?: string;
  pubDate?: string;
}

/** An RSS 2.0 document with these items. */
export function rss(items: readonly SampleItem[], title = "Sample"): string {
  const element = (name: string, text: string | undefined) =>
    text === undefined ? "" : `<${name}>${escapeXml(text)}</${name}>`;
  const body = items.map(
    ({ title: headline, link, guid, description, pubDate }) =>
      `<item>${element("title", headline)}${element("link", link)}${element("guid", guid)}${element("description", description)}${element("pubDate", pubDate)}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${escapeXml(title)}</title>${body.join("\n")}</channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
