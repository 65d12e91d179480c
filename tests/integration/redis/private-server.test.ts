import { once } from "node:events";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findOrInstallServer } from "../../../src/redis/embedded/binary.ts";
import {
  findPrivateServer,
  openPrivateServer,
  type PrivateServer,
} from "../../../src/redis/embedded/private-server.ts";
import { findFreePort, startServer } from "../../../src/redis/embedded/process.ts";
import { isReady, openWorkplace } from "../../support/wirefold.ts";

let dataDir: string;
const opened: Pick<PrivateServer, "leave">[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "wirefold-test-"));
});
afterEach(async () => {
  for (const server of opened.splice(0)) await server.leave();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(port: number | null = null, dir = dataDir): Promise<PrivateServer> {
  const server = await openPrivateServer({ dataDir: dir, port, say: () => {} });
  opened.push(server);
  return server;
}

async function command<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

const isUp = async (): Promise<boolean> => {
  const server = await findPrivateServer(dataDir);
  if (server) opened.push(server);
  return server !== null;
};

test("a private server keeps what it was told, and evicts nothing", async () => {
  const server = await open();
  const settings = await command(server.url, (redis) =>
    redis.config("GET", "append*", "maxmemory-policy", "bind"),
  );
  expect(settings).toEqual(
    expect.arrayContaining(["appendonly", "yes", "everysec", "noeviction", "127.0.0.1"]),
  );
});

test("it stops with the last process that uses it, and comes back with its data at the same address", async () => {
  const first = await open();
  const second = await open();
  expect([first.started, second.started, second.url]).toEqual([true, false, first.url]);
  await command(first.url, (redis) => redis.set("key", "value"));
  await first.leave();
  expect(await command(second.url, (redis) => redis.ping())).toBe("PONG");
  await second.leave();
  expect(await isUp()).toBe(false);

  const again = await open();
  expect(again).toMatchObject({ started: true, url: first.url });
  expect(await command(again.url, (redis) => redis.get("key"))).toBe("value");
});

test("processes that start at once share one server", async () => {
  const servers = await Promise.all([open(), open(), open()]);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  expect(servers.filter(({ started }) => started)).toHaveLength(1);
});

describe("one that a crash left behind", () => {
  test("is found, used and stopped in the end", async () => {
    const place = openWorkplace();
    const crashed = place.start(["run", "--role", "relay"]);
    await crashed.logged(isReady("relay"));
    const url = await place.redisUrl();
    crashed.child.kill("SIGKILL");
    await crashed.finished;
    const next = await open(null, place.dataDir);
    expect(next).toMatchObject({ started: false, url });
    await next.leave();
    await place[Symbol.asyncDispose]();
  });

  test("before it answered is found too", async () => {
    const first = await open();
    await command(first.url, (redis) => redis.set("key", "value"));
    await first.leave();
    // The next server has its data to load, slowly, when its process is killed; it does not die with it.
    const config = { "key-load-delay": "300000" };
    const binary = findOrInstallServer(() => {});
    const port = await findFreePort();
    const dir = join(dataDir, "redis");
    const loading = startServer(
      binary,
      dir,
      port,
      (server) => writeFileSync(join(dataDir, "redis.json"), JSON.stringify(server)),
      config,
    );
    const next = await open();
    expect(next).toMatchObject({ started: false, url: `redis://127.0.0.1:${port}` });
    await loading;
    expect(await command(next.url, (redis) => redis.get("key"))).toBe("value");
  });

  test("holds up nobody with its lock", async () => {
    const { pid } = spawnSync("true");
    writeFileSync(join(dataDir, "redis.lock"), `${pid} 0`);
    utimesSync(join(dataDir, "redis.lock"), 0, 0);
    expect(await open()).toMatchObject({ started: true });
  });
});

test("one that is killed under a process that uses it is started again, with its data at its address", async () => {
  const server = await open();
  await command(server.url, (redis) => redis.set("key", "value"));
  const { pid } = JSON.parse(readFileSync(join(dataDir, "redis.json"), "utf8")) as { pid: number };
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on("error", () => {});
  await once(redis, "ready");
  process.kill(pid, "SIGKILL");
  await once(redis, "close");
  expect(await redis.get("key")).toBe("value");
  redis.disconnect();
});

test("a Redis of somebody else at the remembered address is neither used nor stopped", async () => {
  const otherDir = mkdtempSync(join(tmpdir(), "wirefold-other-"));
  const other = await open(null, otherDir);
  await command(other.url, (redis) => redis.client("LIST"));
  writeFileSync(join(dataDir, "redis.json"), readFileSync(join(otherDir, "redis.json")));
  const own = await open();
  expect(own.started).toBe(true);
  expect(own.url).not.toBe(other.url);
  await own.leave();
  expect(await command(other.url, (redis) => redis.ping())).toBe("PONG");
  await other.leave();
  rmSync(otherDir, { recursive: true });
});

test("a taken port is named", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const { port } = squatter.address() as AddressInfo;
  await expect(open(port)).rejects.toMatchObject({
    code: "REDIS_PORT_TAKEN",
    message: expect.stringContaining(String(port)) as string,
  });
  squatter.close();
});

test("data that cannot be read is named with what the server says of it", async () => {
  const server = await open();
  await command(server.url, (redis) => redis.set("key", "value"));
  await server.leave();
  const manifest = join(dataDir, "redis/appendonlydir/appendonly.aof.manifest");
  writeFileSync(manifest, "nonsense\n");
  await expect(open()).rejects.toMatchObject({
    code: "REDIS_START",
    message: expect.stringMatching(/manifest/i) as string,
  });
});
