import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { RedisError } from "../../errors.ts";
import { disconnect } from "../disconnect.ts";
import { findOrInstallServer } from "./binary.ts";
import { findFreePort, isPortFree, startServer } from "./process.ts";

const LOCK_STALE = 45_000;
const PRESENT = "wirefold-present";
const LEAVING = "wirefold-leaving";

export interface PrivateServer {
  url: string;
  /** False when a server that another process started, or that a crash left behind, was found and is used. */
  started: boolean;
  /** Leaves the server; the last process that leaves stops it. */
  leave(): Promise<void>;
}

export interface PrivateServerOptions {
  /** Folder of the data; one server a folder. */
  dataDir: string;
  /** `null`: the port of the last time if it is free, else any free one. */
  port: number | null;
  say: (sentence: string) => void;
}

/**
 * The private Redis of a data folder: the running one, or a new one on the same data.
 *
 * Several processes may share it (`wirefold run` and `wirefold items tail`, say). Each keeps one connection named
 * `wirefold-present`; who leaves and sees no other such name stops the server. So a server never disappears under
 * somebody's feet, needs no list of process ids that could be stale after a crash, and one that a crash left behind is
 * found by its address, used, and stopped in the end.
 *
 * @throws RedisError REDIS_MISSING, REDIS_PORT_TAKEN, REDIS_START
 */
export async function openPrivateServer({
  dataDir,
  port,
  say,
}: PrivateServerOptions): Promise<PrivateServer> {
  const dir = join(dataDir, "redis");
  const addressFile = addressFileOf(dataDir);
  mkdirSync(dir, { recursive: true });
  const running = await findPrivateServer(dataDir);
  if (running) return { ...running, started: false };
  const binary = findOrInstallServer(say);
  const unlock = await lock(join(dataDir, "redis.lock"));
  try {
    const faster = await findPrivateServer(dataDir);
    if (faster) return { ...faster, started: false };
    const server = await startServer(binary, dir, port ?? (await choosePort(addressFile)));
    writeFileSync(
      addressFile,
      `${JSON.stringify({ url: server.url, port: server.port, pid: server.pid })}\n`,
    );
    const entered = await enter(server.url, dir);
    if (!entered)
      throw new RedisError("REDIS_START", `The Redis that was started at ${server.url} is gone again`);
    return { ...entered, started: true };
  } finally {
    unlock();
  }
}

/** The private server of a data folder if one is running, without starting any. */
export async function findPrivateServer(dataDir: string): Promise<Omit<PrivateServer, "started"> | null> {
  const address = readAddress(addressFileOf(dataDir));
  if (!address) return null;
  return enter(address.url, join(dataDir, "redis"));
}

/** Joins the server at `url`; `null` when nobody answers there, or a Redis with other data. */
async function enter(url: string, dir: string): Promise<Omit<PrivateServer, "started"> | null> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => {
    // The commands report what matters.
  });
  try {
    await redis.connect();
    const [, served] = (await redis.config("GET", "dir")) as [string, string?];
    if (served !== undefined && realpathSync(served) === realpathSync(dir)) {
      await redis.client("SETNAME", PRESENT);
      return { url, leave: () => leave(redis) };
    }
  } catch {
    // What stands in the file is from before: there is no private server.
  }
  disconnect(redis);
  return null;
}

async function leave(redis: Redis): Promise<void> {
  try {
    // First say that we leave, then look: of two that leave at once, at least one sees nobody left.
    await redis.client("SETNAME", LEAVING);
    const clients = (await redis.client("LIST")) as string;
    if (!clients.includes(`name=${PRESENT} `)) await redis.shutdown();
  } catch {
    // The server went first: there is nothing left to stop.
  } finally {
    disconnect(redis);
  }
}

const addressFileOf = (dataDir: string): string => join(dataDir, "redis.json");

function readAddress(file: string): { url: string; port: number } | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { url: string; port: number };
  } catch {
    return null;
  }
}

/** Consumers keep the address that they were given, so the port stays the same as long as it is free. */
async function choosePort(addressFile: string): Promise<number> {
  const last = readAddress(addressFile)?.port;
  return last !== undefined && (await isPortFree(last)) ? last : findFreePort();
}

/** Two processes that start at once must not start two servers on the same data. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      closeSync(openSync(file, "wx"));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LOCK_STALE) rmSync(file, { force: true });
    else await sleep(50);
  }
}
