import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { RedisError } from "../../errors.ts";
import { disconnect } from "../disconnect.ts";

const HOST = "127.0.0.1";
const READY_TIMEOUT = 30_000;

export interface ServerProcess {
  pid: number;
  port: number;
  url: string;
}

/**
 * Starts a server on loopback with its data in `dir`, and returns when it answers. Every write reaches the append-only
 * file within a second, and nothing is ever evicted.
 *
 * The process leads a session of its own: Ctrl-C on our terminal must not take Redis away while we hand back work.
 *
 * @throws RedisError REDIS_PORT_TAKEN, REDIS_START
 */
export async function startServer(binary: string, dir: string, port: number): Promise<ServerProcess> {
  if (!(await isPortFree(port))) {
    throw new RedisError(
      "REDIS_PORT_TAKEN",
      `Port ${port} on ${HOST} is taken. Set WIREFOLD_REDIS_PORT to another one, or leave it unset`,
    );
  }
  mkdirSync(dir, { recursive: true });
  const logFile = join(dir, "redis.log");
  const log = openSync(logFile, "a");
  const settings = {
    bind: HOST,
    port: String(port),
    dir,
    appendonly: "yes",
    appendfsync: "everysec",
    "maxmemory-policy": "noeviction",
    save: "",
    daemonize: "no",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(binary, args, { detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    child.once("error", (error) => resolve(error.message));
  });
  const url = `redis://${HOST}:${port}`;
  const problem = await Promise.race([exited, waitUntilReady(url)]);
  if (problem === null && child.pid !== undefined) return { pid: child.pid, port, url };
  child.kill();
  const lastWords = readFileSync(logFile, "utf8").trim().split("\n").at(-1) ?? "";
  throw new RedisError(
    "REDIS_START",
    `${binary} did not start: ${problem}; the end of ${logFile} says: ${lastWords}`,
  );
}

/** Asks until the server answers; loading a large append-only file takes a while. `null` when it is ready. */
async function waitUntilReady(url: string): Promise<string | null> {
  const deadline = Date.now() + READY_TIMEOUT;
  while (Date.now() < deadline) {
    if (await answers(url)) return null;
    await sleep(20);
  }
  return `it did not answer within ${READY_TIMEOUT / 1000} s`;
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, enableReadyCheck: false });
  redis.on("error", () => {
    // Not up yet: the answer is `false`.
  });
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    disconnect(redis);
  }
}

/** A port that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
