import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RedisError } from "../../errors.ts";
import { findOrInstallServer } from "./binary.ts";
import { whileLocked } from "./folder-lock.ts";
import { isAlive } from "./is-alive.ts";
import { enterServer, type Presence } from "./presence.ts";
import { askForData } from "./probe.ts";
import { findFreePort, isPortFree, startServer } from "./process.ts";

const REVIVE_EVERY = 1_000;

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
 * Several processes may share it (`wirefold run` and `wirefold items tail`, say). Each keeps one connection with an
 * agreed name; who leaves and sees no other such name stops the server. So a server never disappears under somebody's
 * feet, needs no list of process ids that could be stale after a crash, and one that a crash left behind is found by its
 * address, used, and stopped in the end. One that dies under a process that uses it is started again.
 *
 * @throws RedisError REDIS_MISSING, REDIS_PORT_TAKEN, REDIS_START
 */
export async function openPrivateServer(options: PrivateServerOptions): Promise<PrivateServer> {
  const { url, started, presence } = await findOrStart(options);
  let current: Presence = presence;
  const leaving = new AbortController();

  const revive = async (): Promise<void> => {
    while (!leaving.signal.aborted) {
      try {
        // Everybody who uses it knows this address.
        const again = await findOrStart({ ...options, port: Number(new URL(url).port) });
        current = again.presence;
        current.onLost(revive);
        if (leaving.signal.aborted) await current.leave();
        return;
      } catch (error) {
        options.say(`the private Redis is gone and does not come back: ${(error as Error).message}`);
        await sleep(REVIVE_EVERY, undefined, { ref: false });
      }
    }
  };
  current.onLost(revive);
  return {
    url,
    started,
    async leave() {
      if (leaving.signal.aborted) return;
      leaving.abort();
      await whileLocked(lockOf(options.dataDir), () => current.leave());
    },
  };
}

/** The private server of a data folder if one is running, without starting any. */
export async function findPrivateServer(dataDir: string): Promise<Omit<PrivateServer, "started"> | null> {
  const found = await findRunning(dataDir);
  if (!found) return null;
  const presence = await enterServer(found.url);
  return { url: found.url, leave: () => whileLocked(lockOf(dataDir), () => presence.leave()) };
}

interface Found {
  url: string;
  started: boolean;
  presence: Presence;
}

async function findOrStart({ dataDir, port, say }: PrivateServerOptions): Promise<Found> {
  const dir = join(dataDir, "redis");
  mkdirSync(dir, { recursive: true });
  // Before the lock is taken: installing takes long, and needs it for nothing.
  const binary = (await findRunning(dataDir)) ? null : findOrInstallServer(say);
  return whileLocked(lockOf(dataDir), async () => {
    const running = await findRunning(dataDir);
    if (running) return { url: running.url, started: false, presence: await enterServer(running.url) };
    const { url } = await startServer(
      binary ?? findOrInstallServer(say),
      dir,
      port ?? (await choosePort(dataDir)),
      (server) => writeFileSync(addressFileOf(dataDir), `${JSON.stringify(server)}\n`),
    );
    return { url, started: true, presence: await enterServer(url) };
  });
}

/**
 * The server whose address the folder knows, if it is there and serves this folder.
 *
 * @throws RedisError REDIS_START when it is there and does not answer: a second one on the same data would destroy them
 */
async function findRunning(dataDir: string): Promise<{ url: string } | null> {
  const address = readAddress(dataDir);
  if (!address) return null;
  const { dir } = await askForData(address.url, () => isAlive(address.pid));
  if (dir === null) return null;
  if (dir === "") {
    throw new RedisError(
      "REDIS_START",
      `The private Redis at ${address.url} refuses to answer; stop process ${address.pid}`,
    );
  }
  return realpathSync(dir) === realpathSync(join(dataDir, "redis")) ? { url: address.url } : null;
}

const addressFileOf = (dataDir: string): string => join(dataDir, "redis.json");
const lockOf = (dataDir: string): string => join(dataDir, "redis.lock");

function readAddress(dataDir: string): { url: string; port: number; pid: number } | null {
  try {
    return JSON.parse(readFileSync(addressFileOf(dataDir), "utf8")) as {
      url: string;
      port: number;
      pid: number;
    };
  } catch {
    return null;
  }
}

/** Consumers keep the address that they were given, so the port stays the same as long as it is free. */
async function choosePort(dataDir: string): Promise<number> {
  const last = readAddress(dataDir)?.port;
  return last !== undefined && (await isPortFree(last)) ? last : findFreePort();
}
