import { createServer as createPlainServer, type AddressInfo, type Server } from "node:net";
import { createServer } from "node:https";
import { getCACertificates, setDefaultCACertificates, type TlsOptions } from "node:tls";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createFetcher, type FetcherOptions } from "../../../src/fetch/fetch-document.ts";
import { createAuthority, type Subject } from "../../support/certificates.ts";

const known = createAuthority("Known authority");
const unknown = createAuthority("Unknown authority");
const before = getCACertificates("default");
const servers: Server[] = [];

beforeAll(() => setDefaultCACertificates([...before, known.cert]));
afterAll(() => setDefaultCACertificates(before));
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const GOOD: Subject = { name: "x", alternatives: ["feeds.example"] };
const day = (days: number): Date => new Date(Date.now() + days * 86_400_000);

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const serve = async (options: TlsOptions): Promise<number> =>
  listen(createServer(options, (_, response) => response.end("<rss/>")));

/** What comes of fetching from a port under a name: the body, or the code of the error. */
async function outcomeOf(
  port: number,
  scheme = "https",
  options: Partial<FetcherOptions> = {},
): Promise<string> {
  const fetcher = createFetcher({
    allowPrivate: ["127.0.0.0/8"],
    lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
    ...options,
  });
  const outcome = await fetcher
    .fetch(`${scheme}://feeds.example:${port}/`, null, new AbortController().signal)
    .then(
      (result) => (result.kind === "document" ? result.document.body.toString() : result.kind),
      (error: unknown) => (error as { code: string }).code,
    );
  await fetcher.close();
  return outcome;
}

test("a certificate for the name is good, whatever the address is", async () => {
  expect(await outcomeOf(await serve(known.issue(GOOD)))).toBe("<rss/>");
});

test("a certificate for all names of a domain is good", async () => {
  expect(
    await outcomeOf(
      await serve(known.issue({ name: "x", alternatives: ["feeds.example", "*.feeds.example"] })),
    ),
  ).toBe("<rss/>");
});

test.each<[string, Subject]>([
  ["that is no longer good", { ...GOOD, until: day(-0.5) }],
  ["that is not good yet", { ...GOOD, from: day(0.5) }],
  ["for another name", { name: "x", alternatives: ["other.example"] }],
  ["for names one level deeper", { name: "x", alternatives: ["*.feeds.example"] }],
  ["for the address alone", { name: "x", alternatives: ["127.0.0.1"] }],
])("a certificate %s is refused", async (_, subject) => {
  expect(await outcomeOf(await serve(known.issue(subject)))).toBe("FETCH_TLS");
});

test("a certificate of an unknown authority is refused, also where the environment tells Node to look away", async () => {
  const port = await serve(unknown.issue(GOOD));
  expect(await outcomeOf(port)).toBe("FETCH_TLS");
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  try {
    expect(await outcomeOf(port)).toBe("FETCH_TLS");
  } finally {
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  }
});

test("TLS 1.1 is refused", async () => {
  const options = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(await outcomeOf(await serve({ ...known.issue(GOOD), ...options }))).toBe("FETCH_TLS");
});

test("plain HTTP where TLS is expected, and TLS where it is not, are no answers", async () => {
  const plain = await listen(
    createPlainServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 200 OK\r\n\r\n")),
  );
  expect(await outcomeOf(plain)).toBe("FETCH_TLS");
  expect(await outcomeOf(await serve(known.issue(GOOD)), "http")).toMatch(
    /^FETCH_(PROTOCOL|CONNECTION|STATUS)$/,
  );
});

test("a handshake that does not go on runs into the deadline", async () => {
  const open: (() => void)[] = [];
  const silent = await listen(
    createPlainServer((socket) => open.push(() => socket.destroy()) && socket.on("error", () => {}).resume()),
  );
  expect(await outcomeOf(silent, "https", { deadline: 300 })).toBe("FETCH_TIMEOUT");
  for (const end of open) end();
});
