import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { createAuthority } from "./certificates.ts";
import { HOSTILE_DOCUMENTS } from "./hostile-documents.ts";

/** What a hostile server does with whoever connects. */
export interface HostileAnswer {
  name: string;
  /** Code that the poll must fail with; `null`: it is read, however much work that is. */
  code: string | null;
  scheme: "http" | "https";
  listen(): Server;
}

const MEBIBYTE = 2 ** 20;
/** The largest document that is admitted; see fetch/fetch-document.ts. */
const LARGEST = 10 * MEBIBYTE;
/** Milliseconds between two drops of what drips. */
const DRIP = 1_000;
const OK = "HTTP/1.1 200 OK\r\n";

/** Does something when the first bytes of a request came. */
const onRequest = (
  name: string,
  code: string | null,
  answer: (socket: Socket) => unknown,
): HostileAnswer => ({
  name,
  code,
  scheme: "http",
  listen: () => createServer((socket) => socket.once("data", () => answer(socket)).resume()),
});

/** Does something with a connection, whoever speaks first. */
const onConnection = (
  name: string,
  code: string,
  scheme: "http" | "https",
  answer: (socket: Socket) => unknown,
): HostileAnswer => ({ name, code, scheme, listen: () => createServer((socket) => answer(socket.resume())) });

const sending = (name: string, code: string, answer: string | Buffer): HostileAnswer =>
  onRequest(name, code, (socket) => socket.end(answer));

const dripping = (name: string, start: string, drop: string): HostileAnswer =>
  onRequest(name, "FETCH_TIMEOUT", (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(drop), DRIP);
    socket.on("close", () => clearInterval(timer));
  });

const pouring = (name: string, code: string, start: string, piece: string): HostileAnswer =>
  onRequest(name, code, (socket) => {
    socket.write(start);
    const more = (): unknown => socket.write(piece, (error) => error ?? more());
    more();
  });

const resetting = (name: string, start: string): HostileAnswer =>
  onRequest(name, "FETCH_CONNECTION", (socket) => socket.write(start, () => socket.resetAndDestroy()));

const packed = (encoding: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`${OK}Content-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
  ]);

const redirecting = (location: string): string =>
  `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;

/** A redirect to the same server again and again, and then to an address where nobody from outside belongs. */
function luring(name: string, target: string): HostileAnswer {
  const visits = new Map<string, number>();
  return onRequest(name, "FETCH_BLOCKED_ADDRESS", (socket) => {
    const host = socket.localAddress ?? "";
    const visit = visits.get(host) ?? 0;
    visits.set(host, visit + 1);
    socket.end(redirecting(visit % 3 < 2 ? `/${visit % 3}` : target));
  });
}

const selfSigned: HostileAnswer = {
  name: "TLS: a certificate of nobody known",
  code: "FETCH_TLS",
  scheme: "https",
  listen: () =>
    createTlsServer(createAuthority("Nobody").issue({ name: "feeds.example" }), (socket) =>
      socket.end(`${OK}\r\n<rss/>`),
    ).on("tlsClientError", () => {
      // That the client refuses is the point.
    }),
};

const bomb = Buffer.alloc(32 * MEBIBYTE);
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

export const HOSTILE_ANSWERS: readonly HostileAnswer[] = [
  onRequest("silence", "FETCH_TIMEOUT", () => {}),
  dripping("a head that drips", OK, "X"),
  dripping("a body that drips", `${OK}Content-Type: application/rss+xml\r\n\r\n<rss>`, " "),
  dripping("a large body that drips at last", `${OK}\r\n<rss>${" ".repeat(MEBIBYTE)}`, " "),
  pouring("an endless body", "FETCH_TOO_LARGE", `${OK}\r\n<rss>`, " ".repeat(65_536)),
  pouring("an endless head", "FETCH_PROTOCOL", OK, "X-More: and more\r\n".repeat(500)),
  pouring("endless announcements", "FETCH_PROTOCOL", "", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(5)),
  pouring(
    "an endless chunk extension",
    "FETCH_TOO_LARGE",
    `${OK}Transfer-Encoding: chunked\r\n\r\n6;x=`,
    "x".repeat(65_536),
  ),
  sending("a gzip bomb", "FETCH_TOO_LARGE", packed("gzip", gzipSync(bomb))),
  sending("a brotli bomb", "FETCH_TOO_LARGE", packed("br", brotliCompressSync(bomb, brotli))),
  sending("gzip in gzip", "FETCH_ENCODING", packed("gzip, gzip", gzipSync(gzipSync(bomb)))),
  sending("a redirect to itself", "FETCH_REDIRECTS", redirecting("?again")),
  luring("redirects to the metadata of a cloud", "http://169.254.169.254/latest/meta-data/"),
  luring("redirects to a private network", "http://[::ffff:10.0.0.1]/"),
  resetting("a reset in the head", `${OK}Content-`),
  resetting("a reset in the body", `${OK}Content-Length: 1000\r\n\r\n<rss>`),
  sending("less than it announces", "FETCH_CONNECTION", `${OK}Content-Length: 1000\r\n\r\n<rss/>`),
  sending("more than anybody reads", "FETCH_TOO_LARGE", `${OK}Content-Length: 1000000000000\r\n\r\n<rss/>`),
  onConnection("a door that shuts", "FETCH_CONNECTION", "http", (socket) => socket.destroy()),
  selfSigned,
  onConnection("TLS: noise", "FETCH_TLS", "https", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")),
  onConnection("TLS: a handshake that nobody answers", "FETCH_TIMEOUT", "https", () => {}),
];

/** A document that takes all the time that a document of its size can take; each time another one. */
function documentAnswer(name: string): HostileAnswer {
  const document = HOSTILE_DOCUMENTS.find((hostile) => hostile.name === name);
  if (!document) throw new Error(`there is no document ${JSON.stringify(name)}`);
  let body: string | null = null;
  let count = 0;
  return onRequest(name, document.outcome === "items" ? null : document.outcome, (socket) => {
    body ??= document.make(LARGEST - 1_024);
    socket.end(`${OK}Content-Type: application/rss+xml\r\n\r\n${body}<!-- ${count++} -->`);
  });
}

/** The first is refused at once, the others take a second and more of CPU time each. */
export const HOSTILE_DOCUMENT_ANSWERS: readonly HostileAnswer[] = [
  "XML: elements in one another",
  "XML: a namespace for each element",
  "XML: empty items",
  "text: pictures",
].map(documentAnswer);
