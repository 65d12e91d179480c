import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { disconnect } from "../disconnect.ts";

/** Milliseconds within which a server must listen; loading its data may take longer. */
const LISTEN_TIMEOUT = 10_000;
const EVERY = 20;

export interface DataAnswer {
  /** Folder of the data that the server at an address serves; `null` when nobody listens there, empty when it refuses to say. */
  dir: string | null;
}

/**
 * Asks a server for the folder of its data, and waits as long as it says that it is loading them or is busy.
 *
 * @param mayListen whether it makes sense to wait for somebody to listen, for up to ten seconds
 */
export async function askForData(url: string, mayListen: () => boolean): Promise<DataAnswer> {
  const deadline = Date.now() + LISTEN_TIMEOUT;
  for (;;) {
    const answer = await ask(url);
    if (typeof answer === "object") return answer;
    if (answer === "refused" && (Date.now() >= deadline || !mayListen())) return { dir: null };
    await sleep(EVERY);
  }
}

/** One question: an answer, or why there is none yet. */
async function ask(url: string): Promise<DataAnswer | "refused" | "not now"> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, enableReadyCheck: false });
  redis.on("error", () => {
    // The outcome of the commands says it.
  });
  try {
    await redis.connect();
  } catch {
    disconnect(redis);
    return "refused";
  }
  try {
    const [, dir = null] = (await redis.config("GET", "dir")) as [string, string?];
    return { dir };
  } catch (error) {
    return /^(LOADING|BUSY)/.test((error as Error).message) ? "not now" : { dir: "" };
  } finally {
    disconnect(redis);
  }
}
