import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { itemKey, type Farm } from "./farm.ts";
import { stopChild, type Scratch } from "./scratch.ts";
import { faultsIn } from "./service-log.ts";
import { prepareService } from "./service.ts";

const PLAIN_LOOP = fileURLToPath(new URL("./plain-loop.ts", import.meta.url));

/** Something that polls a farm: what the phases of `bench poll` are done with. */
export interface Poller {
  /** The Redis behind it, for the record. */
  redisVersion: string | null;
  /** Polls all feeds once; the first call starts the process. Resolves when all of it is done. */
  poll(): Promise<void>;
  /** Process ids by program. */
  pids(): { node: number | null; redis: number | null };
  /** Keys of the items that came out since the last call. */
  takeItems(): Promise<string[]>;
  /** What went wrong without stopping it. */
  complaints(): string[];
  stop(): Promise<void>;
}

/** The loop of plain-loop.ts in a process of its own. */
export function preparePlainLoop(scratch: Scratch, farm: Farm): Poller {
  let child: ChildProcess | null = null;
  let lines: AsyncIterator<string> | null = null;
  let printed: string[] = [];
  return {
    redisVersion: null,
    async poll() {
      if (!child) {
        const started = spawn(process.execPath, [PLAIN_LOOP, farm.urlsFile], {
          stdio: ["pipe", "pipe", "inherit"],
        });
        scratch.onEnd(() => stopChild(started));
        lines = createInterface(started.stdout)[Symbol.asyncIterator]();
        child = started;
      }
      child.stdin?.write("poll\n");
      for (;;) {
        const line = await lines?.next();
        if (!line || line.done) throw new Error("the plain loop has ended");
        if (line.value === "done") return;
        // Taken apart later: a reader that is slow would hold up the loop.
        printed.push(line.value);
      }
    },
    pids: () => ({ node: child?.pid ?? null, redis: null }),
    async takeItems() {
      const taken = printed;
      printed = [];
      return taken.map((line) => {
        const [, url = "", guid = ""] = line.split(" ");
        return itemKey(url, guid);
      });
    },
    complaints: () => [],
    async stop() {
      if (child) await stopChild(child);
    },
  };
}

/** `wirefold run` with its private Redis, which is prepared and filled with feeds before the first poll. */
export async function prepareServicePoller(scratch: Scratch, name: string, farm: Farm): Promise<Poller> {
  const service = await prepareService(scratch, name, farm.urls);
  let node: number | null = null;
  return {
    redisVersion: service.redisVersion,
    async poll() {
      if (node === null) node = service.start();
      else await service.feeds.pollAll();
      await service.untilAllPolled();
    },
    pids: () => ({ node, redis: service.redisPid }),
    async takeItems() {
      return (await service.feeds.takeEvents()).map(({ item }) => itemKey(item.feed.url, item.guid));
    },
    complaints: () => faultsIn(service.log()),
    async stop() {
      await service.stop();
    },
  };
}
