import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { dataFile } from "./data.ts";
import type { Scratch } from "./scratch.ts";

const DEFAULT_TYPE = "application/xml";

/** How documents in encodings of several bytes a character begin, with and without a byte order mark; and a newline in them. */
const WIDE_NEWLINES: readonly { beginnings: readonly string[]; newline: string }[] = [
  { beginnings: ["fffe0000", "3c000000"], newline: "0a000000" },
  { beginnings: ["0000feff", "0000003c"], newline: "0000000a" },
  { beginnings: ["fffe", "3c00"], newline: "0a00" },
  { beginnings: ["feff", "003c"], newline: "000a" },
];

/** Every document of the corpus at an address of its own, without validators. */
export interface CorpusServer {
  urls: string[];
  /** From now on every document has a newline more: other bytes, the same entries. */
  rewriteAll(): void;
}

export async function serveCorpus(scratch: Scratch): Promise<CorpusServer> {
  const list = dataFile("corpora", "feeds", "reference.jsonl");
  const documents = new Map(
    readFileSync(list, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { path: string; ct: string | null })
      .map(({ path, ct }) => [
        `/${path}`,
        { body: readFileSync(join(dirname(list), path)), type: ct ?? DEFAULT_TYPE },
      ]),
  );
  let rewritten = false;
  const server = createServer(({ url = "" }, response) => {
    const document = documents.get(decodeURI(url));
    if (!document) {
      response.writeHead(404).end();
      return;
    }
    const { body, type } = document;
    response.setHeader("content-type", type).end(rewritten ? withNewline(body) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  scratch.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    urls: [...documents.keys()].map((path) => `http://127.0.0.1:${port}${encodeURI(path)}`),
    rewriteAll() {
      rewritten = true;
    },
  };
}

function withNewline(body: Buffer): Buffer {
  const beginning = body.subarray(0, 4).toString("hex");
  const wide = WIDE_NEWLINES.find(({ beginnings }) => beginnings.some((hex) => beginning.startsWith(hex)));
  return Buffer.concat([body, Buffer.from(wide?.newline ?? "0a", "hex")]);
}
