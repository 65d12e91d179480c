import { type AddressInfo, createServer, type Server, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildConnector } from "undici";
import { createAddressGuard } from "../../../src/fetch/address-guard.ts";
import {
  type ConnectionChecks,
  createGuardedConnector,
  type ConnectorOptions,
  limitBytes,
  type Lookup,
} from "../../../src/fetch/connector.ts";

const isPublic = createAddressGuard([]);
const anything = (): boolean => true;
/** No check at all; the tests switch on one of them. */
const OPEN: ConnectionChecks = { literal: anything, answer: anything, reached: anything };

/** Something private that is listening: what it hears has gone wrong. */
let canary: Server;
let heard: number;
let port: string;

beforeEach(async () => {
  heard = 0;
  canary = createServer((socket) => {
    heard++;
    socket.on("error", () => {}).resume();
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  port = String((canary.address() as AddressInfo).port);
});
afterEach(() => new Promise<unknown>((resolve) => canary.close(resolve)));

const answering =
  (...addresses: string[]): Lookup =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

/** Connects, and tells the error that came of it; `null` for a connection. */
async function connect(
  hostname: string,
  checks: Partial<ConnectionChecks>,
  options: Partial<ConnectorOptions> = {},
): Promise<unknown> {
  const connector = createGuardedConnector(
    { ...OPEN, ...checks },
    { timeout: 1_000, maxBytes: 1_000, ...options },
  );
  const wanted = { hostname, host: hostname, protocol: "http:", port } as buildConnector.Options;
  return new Promise((resolve) =>
    connector(wanted, (...[error, socket]) => {
      socket?.destroy();
      resolve(error);
    }),
  );
}

const BLOCKED = {
  code: "FETCH_BLOCKED_ADDRESS",
  isHopeless: true,
  message: expect.stringMatching(/is not a public address.*WIREFOLD_ALLOW_PRIVATE/) as string,
};

test("without any check the canary hears", async () => {
  expect(await connect("127.0.0.1", {})).toBeNull();
  expect(heard).toBe(1);
});

describe("the check of literals, alone", () => {
  test.each(["127.0.0.1", "169.254.169.254", "[::1]", "::1", "[::ffff:7f00:1]"])(
    "refuses %s, for which no lookup is ever made",
    async (hostname) => {
      const lookup: Lookup = () => expect.unreachable("a literal is not looked up");
      expect(await connect(hostname, { literal: isPublic }, { lookup })).toMatchObject(BLOCKED);
      expect(heard).toBe(0);
    },
  );
});

describe("the check of answers, alone", () => {
  test.each([
    ["a private address", ["127.0.0.1"]],
    ["a public and a private address", ["93.184.216.34", "127.0.0.1"]],
    ["a public IPv4 and a private IPv6 address", ["93.184.216.34", "::1"]],
    ["an IPv4-mapped address", ["::ffff:127.0.0.1"]],
    ["an address with a zone", ["fe80::1%lo"]],
    ["something that is no address", ["localhost"]],
    ["a private address behind many public ones", [...Array<string>(20).fill("93.184.216.34"), "10.0.0.1"]],
  ])("refuses a name that leads to %s", async (_, answers) => {
    const lookup = answering(...answers);
    expect(await connect("feeds.example", { answer: isPublic }, { lookup })).toMatchObject(BLOCKED);
    expect(heard).toBe(0);
  });

  test("asks once a connection, and each connection asks again", async () => {
    const answers = ["127.0.0.1", "10.0.0.1"];
    let lookups = 0;
    const lookup: Lookup = (hostname, options, callback) =>
      answering(answers[lookups++] ?? "")(hostname, options, callback);
    const answer = createAddressGuard(["127.0.0.1/32"]);
    expect(await connect("feeds.example", { answer }, { lookup })).toBeNull();
    expect(lookups).toBe(1);
    expect(await connect("feeds.example", { answer }, { lookup })).toMatchObject(BLOCKED);
    expect([lookups, heard]).toEqual([2, 1]);
  });
});

describe("the check of what was reached, alone", () => {
  test("refuses a socket that went elsewhere, before a byte is sent", async () => {
    const elsewhere: typeof buildConnector = (options) => {
      const real = buildConnector(options);
      return (wanted, callback) => real({ ...wanted, hostname: "127.0.0.1" }, callback);
    };
    const error = await connect("93.184.216.34", { reached: isPublic }, { build: elsewhere });
    expect(error).toMatchObject(BLOCKED);
    expect(String(error)).toContain("127.0.0.1");
  });
});

describe("a lookup", () => {
  test("without an answer is a failure of the DNS", async () => {
    expect(await connect("feeds.example", {}, { lookup: answering() })).toMatchObject({ code: "FETCH_DNS" });
  });

  test("with a thousand answers is tried at eight of them at most", async () => {
    const lookup = answering(...Array<string>(1_000).fill("127.0.0.1"));
    let tried = 0;
    const build: typeof buildConnector = (options) => (wanted, callback) => {
      const { lookup: checked } = options as { lookup: Lookup };
      checked(wanted.hostname, { all: true }, (_, addresses) => {
        tried = addresses.length;
        callback(new Error("enough"), null);
      });
    };
    await connect("feeds.example", {}, { lookup, build });
    expect(tried).toBe(8);
  });
});

test("a connection that brings more than it may is ended", async () => {
  const flood = createServer((socket) => socket.on("error", () => {}).end(Buffer.alloc(100_000)));
  await new Promise<void>((resolve) => flood.listen(0, "127.0.0.1", resolve));
  port = String((flood.address() as AddressInfo).port);
  const connector = createGuardedConnector(OPEN, { timeout: 1_000, maxBytes: 1_000 });
  const wanted = { hostname: "127.0.0.1", host: "127.0.0.1", protocol: "http:", port };
  const error = await new Promise((resolve) =>
    connector(wanted, (...[, socket]) => socket?.on("error", resolve)),
  );
  expect(error).toMatchObject({ code: "FETCH_TOO_LARGE" });
  flood.close();
});

test("what came at once is handed on in small pieces, and nothing of it after the end of the connection", () => {
  const socket = limitBytes(new Socket(), 1_000_000);
  socket.push(Buffer.alloc(10_000));
  const lengths = [socket.read(), socket.read(), socket.read()].map((piece) => (piece as Buffer).length);
  expect([lengths, socket.read()]).toEqual([[4_096, 4_096, 1_808], null]);
  socket.push(Buffer.alloc(10_000));
  socket.destroy();
  expect(socket.read()).toBeNull();
});
