import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FeedRequest } from "../../../src/model.ts";
import { createFetcher, type FetcherOptions, type FetchResult } from "../../../src/fetch/fetch-document.ts";
import { type FeedServer, startFeedServer } from "../../support/feed-server.ts";

let site: FeedServer;
let other: FeedServer;
beforeEach(async () => {
  [site, other] = await Promise.all([startFeedServer(), startFeedServer()]);
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const NOTHING: FeedRequest = { conditional: null, headers: null, auth: null, proxy: null };
const variables: Record<string, string> = { TOKEN: "hunter2", PASSWORD: "pä:ss" };

async function get(
  address: string,
  request: Partial<FeedRequest>,
  options: Partial<FetcherOptions> = {},
): Promise<FetchResult> {
  const fetcher = createFetcher({
    allowPrivate: ["127.0.0.0/8"],
    readVariable: (name) => variables[name],
    ...options,
  });
  try {
    const own = { ...NOTHING, ...request, home: address };
    return await fetcher.fetch(address, null, new AbortController().signal, own);
  } finally {
    await fetcher.close();
  }
}

const SECRETS: Partial<FeedRequest> = {
  headers: { "X-Token": "${TOKEN}", Cookie: "sid=${TOKEN}" },
  auth: { user: "me", password: "${PASSWORD}" },
};
const BASIC = `Basic ${Buffer.from("me:pä:ss").toString("base64")}`;
const secretsIn = ({ headers }: IncomingMessage) => [
  headers["x-token"],
  headers.cookie,
  headers.authorization,
];
const redirect = (from: FeedServer, path: string, to: string): void =>
  from.serve(path, (_, response) => response.writeHead(302, { location: to }).end());

describe("what the operator wants sent", () => {
  test("is sent to the feed, with the secrets in it", async () => {
    site.serve("/a", "x");
    await get(site.url("/a"), SECRETS);
    expect(site.requests.map(secretsIn)).toEqual([["hunter2", "sid=hunter2", BASIC]]);
  });

  test("takes the place of what is usual", async () => {
    site.serve("/a", "x");
    await get(site.url("/a"), { headers: { Accept: "text/plain", "User-Agent": "Mine/1" } });
    expect(site.requests[0]?.headers).toMatchObject({ accept: "text/plain", "user-agent": "Mine/1" });
  });

  test("goes along with a redirect within the origin", async () => {
    redirect(site, "/a", "/b");
    site.serve("/b", "x");
    await get(site.url("/a"), SECRETS);
    expect(site.requests.map(secretsIn)).toEqual([1, 2].map(() => ["hunter2", "sid=hunter2", BASIC]));
  });

  test("does not go to another origin, nor back from there", async () => {
    redirect(site, "/a", other.url("/b"));
    redirect(other, "/b", site.url("/c"));
    site.serve("/c", "x");
    await get(site.url("/a"), SECRETS);
    const none = [undefined, undefined, undefined];
    expect(other.requests.map(secretsIn)).toEqual([none]);
    expect(site.requests.map(secretsIn)).toEqual([["hunter2", "sid=hunter2", BASIC], none]);
  });

  test("does not go to a feed's new address at another origin", async () => {
    other.serve("/a", "x");
    const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], readVariable: (name) => variables[name] });
    const own = { ...NOTHING, ...SECRETS, home: site.url("/a") };
    await fetcher.fetch(other.url("/a"), null, new AbortController().signal, own);
    expect(other.requests.map(secretsIn)).toEqual([[undefined, undefined, undefined]]);
    await fetcher.close();
  });

  test.each<[string, Partial<FeedRequest>]>([
    ["a variable that is not set", { headers: { "X-Token": "${NO_SUCH}" } }],
    ["a line end in a secret", { headers: { "X-Token": "${EVIL}" } }],
    ["a proxy of another kind", { proxy: "${EVIL}" }],
  ])("is not sent at all with %s; the error shows no secret", async (_, request) => {
    const readVariable = (name: string) => (name === "EVIL" ? "hunter2\r\nx: y" : undefined);
    const error = await get(site.url("/a"), request, { readVariable }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "FETCH_SECRET", isHopeless: true });
    expect(String(error)).not.toContain("hunter2");
    expect(site.requests).toEqual([]);
  });

  test("is not in the message of a failure", async () => {
    site.serve("/a", (_, response) => response.writeHead(401).end());
    const error = await get(site.url("/a"), SECRETS).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "FETCH_STATUS", status: 401 });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/hunter2|pä:ss/);
  });
});

describe("a proxy", () => {
  let proxy: Server;
  let asked: string[];
  let authorized: (string | undefined)[];
  const proxyUrl = (credentials = ""): string =>
    `http://${credentials}127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  beforeEach(async () => {
    [asked, authorized] = [[], []];
    proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      authorized.push(request.headers["proxy-authorization"]);
      response.end("from the proxy");
    });
    proxy.on("connect", (request: IncomingMessage, socket) => {
      asked.push(`CONNECT ${request.url}`);
      authorized.push(request.headers["proxy-authorization"]);
      socket.on("error", () => {}).end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  test("is asked for http addresses, at an address that nobody else may have", async () => {
    const lookup = () => expect.unreachable("the proxy looks names up");
    const options = { allowPrivate: [], lookup };
    const result = await get("http://feeds.example/a?b=c", { proxy: proxyUrl() }, options);
    expect(result).toMatchObject({ document: { body: Buffer.from("from the proxy") } });
    expect(asked).toEqual(["GET http://feeds.example/a?b=c"]);
  });

  test("is told its user name and password, and the feed is not", async () => {
    await get("http://feeds.example/", { proxy: proxyUrl("me:${PASSWORD}@"), headers: { "X-A": "1" } });
    expect(authorized).toEqual([BASIC]);
  });

  test("makes a tunnel for https addresses; when it does not, the feed fails, without its secrets", async () => {
    const request = { proxy: proxyUrl("me:${TOKEN}@") };
    const error = await get("https://feeds.example/", request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "FetchError" });
    expect(asked).toEqual(["CONNECT feeds.example:443"]);
    expect(String(error)).not.toContain("hunter2");
  });

  test.each([
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://localhost/",
    "http://metadata.google.internal/",
  ])("is not asked for %s", async (address) => {
    await expect(get(address, { proxy: proxyUrl() }, { allowPrivate: [] })).rejects.toMatchObject({
      code: "FETCH_BLOCKED_ADDRESS",
    });
    expect(asked).toEqual([]);
  });

  test("is asked for names that only proxies know", async () => {
    await get("http://feeds.onion/", { proxy: proxyUrl() }, { allowPrivate: [] });
    expect(asked).toEqual(["GET http://feeds.onion/"]);
  });

  test("that is not there is a failed connection", async () => {
    const address = proxyUrl();
    await new Promise((resolve) => proxy.close(resolve));
    await expect(get("http://feeds.example/", { proxy: address })).rejects.toMatchObject({
      code: "FETCH_CONNECTION",
    });
  });

  test("carries https in a tunnel", async () => {
    site.serve("/a", "plain");
    const target = new URL(site.url("/a"));
    proxy.removeAllListeners("connect");
    proxy.on("connect", (request: IncomingMessage, socket) => {
      asked.push(`CONNECT ${request.url}`);
      const through = connect(Number(target.port), target.hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        through.pipe(socket).pipe(through);
      });
      socket.on("error", () => through.destroy());
      through.on("error", () => socket.destroy());
    });
    // The server at the end speaks no TLS: that this is found out means that the tunnel stands.
    await expect(get("https://feeds.example/", { proxy: proxyUrl() })).rejects.toMatchObject({
      code: "FETCH_TLS",
    });
    expect(asked).toEqual(["CONNECT feeds.example:443"]);
  });
});

test.each([
  [null, "Wirefold/0.1 (feed aggregator)"],
  ["https://soc.example/bots", "Wirefold/0.1 (+https://soc.example/bots)"],
  ["soc@example.org", "Wirefold/0.1 (+soc@example.org)"],
])("with the contact %s, requests are from %s", async (contact, agent) => {
  site.serve("/a", "x");
  await get(site.url("/a"), {}, { contact });
  expect(site.requests[0]?.headers["user-agent"]).toBe(agent);
});
