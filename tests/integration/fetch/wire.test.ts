import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createFetcher, type FetcherOptions } from "../../../src/fetch/fetch-document.ts";
import { startRawServer } from "../../support/raw-server.ts";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

/** Fetches what a server answers with; then as text what came, or the code of the error. */
async function outcomeOf(
  answer: string | ((socket: Socket) => void),
  options: Partial<FetcherOptions> = {},
): Promise<string> {
  const send = typeof answer === "string" ? (socket: Socket) => socket.end(answer, "latin1") : answer;
  const server = await startRawServer(send);
  open.push(server);
  const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], deadline: 3_000, ...options });
  const outcome = await fetcher.fetch(server.url, null, never).then(
    (result) => (result.kind === "document" ? result.document.body.toString() : result.kind),
    (error: unknown) => (error as { code: string }).code,
  );
  await fetcher.close();
  return outcome;
}

const OK = "HTTP/1.1 200 OK\r\n";
const dripping = (start: string, drop: string) => (socket: Socket) => {
  socket.write(start);
  const timer = setInterval(() => socket.write(drop), 20);
  socket.on("close", () => clearInterval(timer));
};

describe("an answer that is no answer", () => {
  test.each([
    ["a body alone, as HTTP/0.9 had it", "<rss/>", "FETCH_PROTOCOL"],
    ["the status line of a radio station", "ICY 200 OK\r\n\r\n<rss/>", "FETCH_PROTOCOL"],
    ["lines that end in LF alone", "HTTP/1.1 200 OK\nContent-Length: 6\n\n<rss/>", "FETCH_PROTOCOL"],
    ["a header that goes on in the next line", `${OK}X-A: 1\r\n 2\r\n\r\n<rss/>`, "FETCH_PROTOCOL"],
    ["a zero in a header", `${OK}X-A: 1\0\r\n\r\n<rss/>`, "FETCH_PROTOCOL"],
    ["two lengths", `${OK}Content-Length: 6\r\nContent-Length: 7\r\n\r\n<rss/>`, "FETCH_CONNECTION"],
    [
      "a length and chunks",
      `${OK}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      "FETCH_CONNECTION",
    ],
    ["a negative length", `${OK}Content-Length: -1\r\n\r\n`, "FETCH_PROTOCOL"],
    ["a length with a sign", `${OK}Content-Length: +6\r\n\r\n<rss/>`, "FETCH_PROTOCOL"],
    ["a length in hexadecimal", `${OK}Content-Length: 0x6\r\n\r\n<rss/>`, "FETCH_PROTOCOL"],
    ["a length beyond all numbers", `${OK}Content-Length: 99999999999999999999\r\n\r\n`, "FETCH_CONNECTION"],
    ["a chunk size that is none", `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, "FETCH_PROTOCOL"],
    [
      "a chunk without end",
      `${OK}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n<rss/>`,
      "FETCH_CONNECTION",
    ],
    [
      "chunks without a last one",
      `${OK}Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n`,
      "FETCH_CONNECTION",
    ],
    ["less than it announces", `${OK}Content-Length: 10\r\n\r\n<rss/>`, "FETCH_CONNECTION"],
    [
      "a leave to go on that nobody asked for",
      `HTTP/1.1 100 Continue\r\n\r\n${OK}\r\n<rss/>`,
      "FETCH_CONNECTION",
    ],
    [
      "another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
      "FETCH_CONNECTION",
    ],
    ["nothing at all", "", "FETCH_CONNECTION"],
    ["a head of 40 KB", `${OK}X-A: ${"a".repeat(40_000)}\r\n\r\n<rss/>`, "FETCH_PROTOCOL"],
    ["10,000 headers", `${OK}${"X-A: 1\r\n".repeat(10_000)}\r\n<rss/>`, "FETCH_PROTOCOL"],
    [
      "20,000 announcements",
      `${"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20_000)}${OK}\r\n<rss/>`,
      "FETCH_PROTOCOL",
    ],
  ])("%s", async (_, answer, code) => {
    expect(await outcomeOf(answer)).toBe(code);
  });

  test.each([
    99, 201, 202, 204, 205, 206, 226, 300, 304, 305, 306, 400, 401, 403, 404, 410, 451, 500, 503, 600, 999,
  ])("status %i", async (status) => {
    const code = await outcomeOf(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nLocation: /feed\r\n\r\n`);
    expect(code).toBe(status === 99 ? "FETCH_PROTOCOL" : "FETCH_STATUS");
  });

  test("a connection that is reset in the middle", async () => {
    const code = await outcomeOf((socket) => {
      socket.write(`${OK}Content-Length: 100\r\n\r\n<rss`);
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    expect(code).toBe("FETCH_CONNECTION");
  });
});

describe("an answer that is read", () => {
  test.each([
    ["without a reason", "HTTP/1.1 200\r\n\r\n<rss/>"],
    ["in HTTP/1.0, until the end of the connection", "HTTP/1.0 200 OK\r\n\r\n<rss/>"],
    [
      "after some announcements",
      `${"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(5)}${OK}Content-Length: 6\r\n\r\n<rss/>`,
    ],
    ["with 3,000 short headers", `${OK}${"A: 1\r\n".repeat(3_000)}\r\n<rss/>`],
    ["with more behind it", `${OK}Content-Length: 6\r\n\r\n<rss/>HTTP/1.1 200 OK\r\n\r\n<evil/>`],
    ["as something else", `${OK}Content-Type: image/png\r\n\r\n<rss/>`],
    [
      "with a way to another server",
      `${OK}Alt-Svc: h2="10.0.0.1:443"\r\nRefresh: 0;url=http://10.0.0.1/\r\n\r\n<rss/>`,
    ],
  ])("%s", async (_, answer) => {
    expect(await outcomeOf(answer)).toBe("<rss/>");
  });

  test("with trailers, which say nothing of it", async () => {
    const server = await startRawServer((socket) =>
      socket.end(
        `${OK}Transfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n6\r\n<rss/>\r\n0\r\nETag: "1"\r\n\r\n`,
      ),
    );
    open.push(server);
    const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"] });
    expect(await fetcher.fetch(server.url, null, never)).toMatchObject({ document: { etag: null } });
    await fetcher.close();
  });
});

describe("an answer that does not end", () => {
  test("is ended at its size, when it announces that", async () => {
    expect(await outcomeOf((socket) => socket.write(`${OK}Content-Length: 1000000000\r\n\r\n`))).toBe(
      "FETCH_TOO_LARGE",
    );
  });

  test("is ended at its size, when that is in chunk extensions, which no body shows", async () => {
    const code = await outcomeOf(
      (socket) => {
        socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n6;x=`);
        const more = (): unknown => socket.write("x".repeat(60_000), (error) => error ?? more());
        more();
      },
      { deadline: 20_000, maxBytes: 100_000 },
    );
    expect(code).toBe("FETCH_TOO_LARGE");
  });

  test.each([
    ["its head", OK, "X"],
    ["its body", `${OK}\r\n`, "x"],
    ["what a redirect says", "HTTP/1.1 103 Early Hints\r\n", "X"],
  ])("is ended at the deadline, when %s drips", async (_, start, drop) => {
    expect(await outcomeOf(dripping(start, drop), { deadline: 300 })).toBe("FETCH_TIMEOUT");
  });

  test("does not hold up a redirect, whose body nobody reads", async () => {
    let count = 0;
    const text = await outcomeOf((socket) => {
      if (count++ > 0) socket.end(`${OK}\r\n<rss/>`);
      else dripping("HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n", "x")(socket);
    });
    expect(text).toBe("<rss/>");
  });
});

describe("a redirect", () => {
  const to = (location: string) => `HTTP/1.1 302 Found\r\n${location}Content-Length: 0\r\n\r\n`;

  test.each([
    ["to nowhere", "", "FETCH_REDIRECTS"],
    ["to an empty address", "Location:\r\n", "FETCH_REDIRECTS"],
    ["to two addresses", "Location: /a\r\nLocation: /b\r\n", "FETCH_REDIRECTS"],
    ["to an address with a tab", "Location: /a\tb\r\n", "FETCH_BAD_ADDRESS"],
    ["to 10,000 characters", `Location: /${"a".repeat(10_000)}\r\n`, "FETCH_BAD_ADDRESS"],
    ["to a file", "Location: file:///etc/passwd\r\n", "FETCH_BAD_ADDRESS"],
    ["to data", "Location: data:text/xml,<rss/>\r\n", "FETCH_BAD_ADDRESS"],
    ["to gopher", "Location: gopher://feeds.example/\r\n", "FETCH_BAD_ADDRESS"],
    ["to a script", "Location: javascript:alert(1)\r\n", "FETCH_BAD_ADDRESS"],
    ["to an address with a password", "Location: http://u:hunter2@feeds.example/\r\n", "FETCH_BAD_ADDRESS"],
    ["to a port of another protocol", "Location: http://127.0.0.1:6379/\r\n", "FETCH_BAD_ADDRESS"],
    ["to itself", "Location: /feed\r\nSet-Cookie: a=b\r\n", "FETCH_REDIRECTS"],
  ])("%s", async (_, location, code) => {
    expect(await outcomeOf(to(location))).toBe(code);
  });

  test.each([
    ["/new?a=b", "GET /new?a=b "],
    ["?a=b", "GET /feed?a=b "],
    ["../new", "GET /new "],
    ["/neé", "GET /ne%C3%A9 "],
  ])(
    "to %s leads there, without cookies and without a word of where it came from",
    async (location, line) => {
      const server = await startRawServer((socket) => {
        if (server.received.length > 1) return void socket.end(`${OK}\r\n<rss/>`);
        return void socket.end(Buffer.from(to(`Location: ${location}\r\nSet-Cookie: a=b\r\n`)));
      });
      open.push(server);
      const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"] });
      await fetcher.fetch(server.url, null, never);
      expect(server.received[1]?.startsWith(line)).toBe(true);
      expect(server.received[1]).not.toMatch(/^(cookie|referer|origin|sec-[a-z-]+|accept-language):/im);
      await fetcher.close();
    },
  );
});

test("a connection serves one request, so that what is left on it is nobody's answer", async () => {
  const server = await startRawServer((socket) => {
    socket.write(`${OK}Content-Length: 1\r\n\r\n${server.received.length}`);
    setTimeout(() => socket.write(`${OK}Content-Length: 4\r\n\r\nevil`), 20);
  });
  open.push(server);
  const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"] });
  const bodies: string[] = [];
  for (let round = 0; round < 3; round++) {
    const result = await fetcher.fetch(server.url, null, never);
    if (result.kind === "document") bodies.push(result.document.body.toString());
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  expect(bodies).toEqual(["1", "2", "3"]);
  expect(server.received.map((text) => text.match(/^GET /gm)?.length)).toEqual([1, 1, 1]);
  await fetcher.close();
});
