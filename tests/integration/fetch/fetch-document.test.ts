import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../../src/fetch/fetch-document.ts";
import { HostBusyError } from "../../../src/errors.ts";
import type { Validators } from "../../../src/fetch/validators.ts";
import type { HostGate } from "../../../src/host-gate.ts";
import { type FeedServer, startFeedServer } from "../../support/feed-server.ts";

let site: FeedServer;
const fetchers: Fetcher[] = [];

beforeEach(async () => {
  site = await startFeedServer();
});
afterEach(async () => {
  for (const fetcher of fetchers.splice(0)) await fetcher.close();
  await site[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

async function get(
  address: string,
  options: Partial<FetcherOptions> = {},
  validators: Validators | null = null,
) {
  const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], ...options });
  fetchers.push(fetcher);
  return fetcher.fetch(address, validators, never);
}

const text = async (address: string, options?: Partial<FetcherOptions>): Promise<string> => {
  const result = await get(address, options);
  return result.kind === "document" ? result.document.body.toString() : result.kind;
};

describe("an address that is not public", () => {
  test.each([
    "http://127.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f.1:PORT/",
    "http://localhost:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://0.0.0.0:PORT/",
  ])("%s is refused before anything is sent", async (address) => {
    const url = address.replace("PORT", new URL(site.url("/")).port);
    await expect(get(url, { allowPrivate: [] })).rejects.toMatchObject({ code: "FETCH_BLOCKED_ADDRESS" });
    expect(site.requests).toEqual([]);
  });

  test("is refused as the target of a redirect too", async () => {
    site.serve("/", (_, response) =>
      response.writeHead(302, { location: "http://127.0.0.2:8081/secret" }).end(),
    );
    await expect(get(site.url("/"), { allowPrivate: ["127.0.0.1/32"] })).rejects.toMatchObject({
      code: "FETCH_BLOCKED_ADDRESS",
    });
  });
});

test.each([
  "file:///etc/passwd",
  "ftp://x.example/",
  "http://user:pass@x.example/",
  "nonsense",
  "http://x.example:0/",
])("%s is not an address to fetch", async (address) => {
  await expect(get(address)).rejects.toMatchObject({ code: "FETCH_BAD_ADDRESS" });
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])(
    "with status %i is followed, and the final address reported",
    async (status) => {
      site.serve("/old", (_, response) => response.writeHead(status, { location: "new?x=1#part" }).end());
      site.serve("/new?x=1", "here");
      const result = await get(site.url("/old"));
      expect(result).toMatchObject({ kind: "document", document: { url: site.url("/new?x=1") } });
    },
  );

  test("in a circle ends", async () => {
    site.serve("/a", (_, response) => response.writeHead(302, { location: "/b" }).end());
    site.serve("/b", (_, response) => response.writeHead(302, { location: "/a" }).end());
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_REDIRECTS" });
    expect(site.requests).toHaveLength(6);
  });

  test.each([undefined, "file:///etc/passwd"])("to %s is refused", async (location) => {
    site.serve("/a", (_, response) =>
      response.writeHead(302, location === undefined ? {} : { location }).end(),
    );
    await expect(get(site.url("/a"))).rejects.toMatchObject({
      code: expect.stringMatching(/REDIRECTS|BAD_ADDRESS/) as string,
    });
  });
});

describe("Retry-After", () => {
  test("of a redirect is for the next poll, and does not hold up this one", async () => {
    site.serve("/old", (_, response) =>
      response.writeHead(301, { location: "/new", "retry-after": "120" }).end(),
    );
    site.serve("/new", "here");
    expect(await get(site.url("/old"))).toMatchObject({ kind: "document", freshness: { retryAfter: 120 } });
    site.serve("/new", (_, response) => response.writeHead(403).end());
    await expect(get(site.url("/old"))).rejects.toMatchObject({ status: 403, retryAfter: 120 });
  });

  test.each([403, 404, 429, 503])("with status %i is passed on", async (status) => {
    site.serve("/a", (_, response) => response.writeHead(status, { "retry-after": "60" }).end());
    await expect(get(site.url("/a"))).rejects.toMatchObject({ status, retryAfter: 60 });
  });
});

describe("a conditional request", () => {
  const validators = (url: string): Validators => ({ url, etag: '"1"', lastModified: null });

  test("is answered by 304", async () => {
    const headers = { "cache-control": "max-age=600", age: "60", "retry-after": "30" };
    site.serve("/a", (_, response) => response.writeHead(304, headers).end());
    expect(await get(site.url("/a"), {}, validators(site.url("/a")))).toMatchObject({
      kind: "not-modified",
      etag: null,
      lastModified: null,
      movedTo: null,
      freshness: { maxAge: 600, age: 60, retryAfter: 30 },
    });
  });

  test("goes only to the address that gave the validators", async () => {
    site.serve("/old", (_, response) => response.writeHead(302, { location: "/new" }).end());
    site.serve("/new", (_, response) => response.writeHead(304).end());
    await get(site.url("/old"), {}, validators(site.url("/new")));
    expect(site.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
  });

  test("that was not made cannot be answered by 304", async () => {
    site.serve("/a", (_, response) => response.writeHead(304).end());
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_STATUS", status: 304 });
  });
});

describe("a body", () => {
  const zeros = Buffer.alloc(1_000_000);

  test("is asked for and read compressed", async () => {
    site.serve("/a", (request, response) => {
      response
        .setHeader("content-encoding", "br")
        .end(brotliCompressSync(`asked for ${request.headers["accept-encoding"]}`));
    });
    expect(await text(site.url("/a"))).toBe("asked for gzip, br, deflate");
  });

  test("is limited by its decoded size", async () => {
    site.serve("/a", (_, response) => response.setHeader("content-encoding", "gzip").end(gzipSync(zeros)));
    await expect(get(site.url("/a"), { maxBytes: 100_000 })).rejects.toMatchObject({
      code: "FETCH_TOO_LARGE",
    });
  });

  test("without end is limited by its raw size", async () => {
    site.serve("/a", (_, response) => {
      const more = () => response.write(zeros, (error) => error || more());
      more();
    });
    await expect(get(site.url("/a"), { maxBytes: 3_000_000 })).rejects.toMatchObject({
      code: "FETCH_TOO_LARGE",
    });
  });

  test("that drips runs into the deadline of the whole", async () => {
    site.serve("/a", (_, response) => {
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    await expect(get(site.url("/a"), { deadline: 300 })).rejects.toMatchObject({ code: "FETCH_TIMEOUT" });
  });

  test("shorter than announced is no document", async () => {
    site.serve("/a", (request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("short");
      request.socket.end();
    });
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_CONNECTION" });
  });
});

test.each([
  [429, { "retry-after": "120" }, 120],
  [503, {}, null],
  [410, {}, null],
] as const)(
  "status %i with %j is an error that says how long to wait: %s",
  async (status, headers, retryAfter) => {
    site.serve("/a", (_, response) => response.writeHead(status, headers).end("busy"));
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_STATUS", status, retryAfter });
  },
);

test("a server that accepts and says nothing runs into the deadline", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  await expect(get(`http://127.0.0.1:${port}/`, { deadline: 300 })).rejects.toMatchObject({
    code: "FETCH_TIMEOUT",
  });
  silent.close();
});

describe("a gate", () => {
  /** Lets everything through, noting what it is told; a unit is a port. */
  function openGate(): { gate: HostGate; told: unknown[] } {
    const told: unknown[] = [];
    const gate: HostGate = {
      async enter(url) {
        told.push(`enter ${url.pathname}`);
        return {
          covers: ({ port }) => port === url.port,
          sent: () => void told.push("sent"),
          async leave({ status, retryAfter, latency }) {
            told.push({ status, retryAfter, asked: latency !== null });
          },
        };
      },
    };
    return { gate, told };
  }

  test("is told of the sending and of the answer", async () => {
    const { gate, told } = openGate();
    site.serve("/a", (_, response) => response.writeHead(429, { "retry-after": "120" }).end());
    await expect(get(site.url("/a"), { gate })).rejects.toMatchObject({ status: 429 });
    expect(told).toEqual(["enter /a", "sent", { status: 429, retryAfter: 120, asked: true }]);
  });

  test("is asked again for a redirect to another server, and not for one to the same", async () => {
    await using other = await startFeedServer();
    const { gate, told } = openGate();
    site.serve("/a", (_, response) => response.writeHead(302, { location: "/b" }).end());
    site.serve("/b", (_, response) => response.writeHead(302, { location: other.url("/c") }).end());
    other.serve("/c", "here");
    expect(await text(site.url("/a"), { gate })).toBe("here");
    expect(told).toEqual([
      "enter /a",
      "sent",
      "sent",
      { status: 302, retryAfter: null, asked: true },
      "enter /c",
      "sent",
      { status: 200, retryAfter: null, asked: true },
    ]);
  });

  test("hears of silence as a long time, and of what was never sent as nothing", async () => {
    const { gate, told } = openGate();
    site.serve("/a", () => {});
    await expect(get(site.url("/a"), { gate, deadline: 200 })).rejects.toMatchObject({
      code: "FETCH_TIMEOUT",
    });
    await expect(get("http://[::1]:8081/b", { gate })).rejects.toMatchObject({
      code: "FETCH_BLOCKED_ADDRESS",
    });
    expect(told).toEqual([
      "enter /a",
      "sent",
      { status: null, retryAfter: null, asked: true },
      "enter /b",
      { status: null, retryAfter: null, asked: false },
    ]);
  });

  test("that has no turn soon ends the fetch before anything is sent", async () => {
    const gate: HostGate = { enter: () => Promise.reject(new HostBusyError("127.0.0.1", 5_000)) };
    await expect(get(site.url("/a"), { gate })).rejects.toMatchObject({ code: "HOST_BUSY", wait: 5_000 });
    expect(site.requests).toEqual([]);
  });

  test("may keep a feed waiting without that counting as the server's time, or be given up", async () => {
    const { gate: open } = openGate();
    const deadlines = vi.spyOn(AbortSignal, "timeout");
    const atEntry: number[] = [];
    const quick: HostGate = {
      enter(...asked) {
        atEntry.push(deadlines.mock.calls.length);
        return open.enter(...asked);
      },
    };
    site.serve("/a", "here");
    expect(await text(site.url("/a"), { gate: quick, deadline: 2_000 })).toBe("here");
    expect(atEntry).toEqual([0]);
    expect(deadlines.mock.calls).toEqual([[2_000]]);
    deadlines.mockRestore();

    const endless: HostGate = {
      async enter(_url, _patience, signal) {
        signal.throwIfAborted();
        await once(signal, "abort");
        throw signal.reason;
      },
    };
    const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], gate: endless });
    fetchers.push(fetcher);
    const stop = new AbortController();
    const waiting = fetcher.fetch(site.url("/a"), null, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "FETCH_ABORTED" });
  });
});

describe("a challenge of Cloudflare", () => {
  test.each([403, 503])("with status %i is told apart from other refusals", async (status) => {
    site.serve("/a", (_, response) =>
      response.writeHead(status, { "cf-mitigated": "challenge" }).end("<html>"),
    );
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_CHALLENGED", status });
  });

  test.each([
    [403, {}],
    [404, { "cf-mitigated": "challenge" }],
    [403, { "cf-mitigated": "block" }],
  ])("is not what status %i with %j is", async (status, headers) => {
    site.serve("/a", (_, response) => response.writeHead(status, headers).end());
    await expect(get(site.url("/a"))).rejects.toMatchObject({ code: "FETCH_STATUS", status });
  });
});

test("a server that is not there, and a name that does not exist, are told apart", async () => {
  const vacated = createServer().listen(0, "127.0.0.1");
  await once(vacated, "listening");
  const { port } = vacated.address() as AddressInfo;
  vacated.close();
  await once(vacated, "close");
  await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "FETCH_CONNECTION" });
  await expect(get("http://no-such-host.invalid/")).rejects.toMatchObject({ code: "FETCH_DNS" });
});

test("a fetch is given up when it is asked to be", async () => {
  const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"] });
  fetchers.push(fetcher);
  const stop = new AbortController();
  site.serve("/a", () => stop.abort());
  await expect(fetcher.fetch(site.url("/a"), null, stop.signal)).rejects.toMatchObject({
    code: "FETCH_ABORTED",
  });
});

test("nothing is sent that a feed reader has no use for", async () => {
  site.serve("/a", "x");
  await get(site.url("/a"));
  const [request] = site.requests;
  expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
  expect(request?.headers["user-agent"]).toMatch(/^Wirefold\//);
});
