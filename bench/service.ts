import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openRedis } from "../src/redis/open-redis.ts";
import { WrongResultError } from "./failure.ts";
import { observeFeeds, type FeedObserver } from "./observe.ts";
import { stopChild, type Scratch } from "./scratch.ts";
import { readLog, type LogLine } from "./service-log.ts";

const WIREFOLD = fileURLToPath(new URL("../bin/wirefold.js", import.meta.url));
/** Long enough for no feed to come round again while a bench runs. */
const INTERVAL_SECONDS = 3_600;

/** A private Redis with feeds registered and due, and `wirefold run` to poll them. */
export interface Service {
  feeds: FeedObserver;
  redisPid: number;
  redisVersion: string;
  /** Starts a process; several may run. Returns its id. */
  start(): number;
  /** Ends a process that was started by SIGKILL, and waits until it is gone. */
  kill(pid: number): Promise<void>;
  /** Waits until every feed was polled. @throws WrongResultError when that does not happen */
  untilAllPolled(): Promise<void>;
  /** What the processes have logged so far. */
  log(): LogLine[];
  /** Ends the processes, and Redis with them. Returns the worst exit code; `null` when one had to be killed. */
  stop(): Promise<number | null>;
}

export async function prepareService(
  scratch: Scratch,
  name: string,
  urls: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<Service> {
  const dir = join(scratch.dir, name);
  mkdirSync(dir);
  const dataDir = join(dir, "data");
  const env = {
    ...withoutSettings(process.env),
    WIREFOLD_DATA: dataDir,
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_MIN_INTERVAL: String(INTERVAL_SECONDS),
    // The schedule that the load is made of, whatever the feeds are like.
    WIREFOLD_MAX_INTERVAL: String(INTERVAL_SECONDS),
    ...settings,
  };
  // Opened before and left after all commands, so that they meet on one running server.
  const opened = await openRedis({ redisUrl: null, redisPort: null, dataDir }, (sentence) =>
    process.stderr.write(`${sentence}\n`),
  );
  scratch.onEnd(() => opened.close());
  const server = await opened.redis.info("server");

  const feedsFile = join(dir, "feeds.yaml");
  writeFileSync(feedsFile, `feeds:\n${urls.map((url) => `  - ${url}\n`).join("")}`);
  const command = promisify(execFile);
  await command(process.execPath, [WIREFOLD, "feeds", "import", feedsFile], { env });
  // A new set of feeds would be spread over seconds; here, all are due when the service starts.
  await command(process.execPath, [WIREFOLD, "feeds", "poll", "--all"], { env });

  const logFile = join(dir, "service.log");
  const log = openSync(logFile, "a");
  const feeds = await observeFeeds(opened.redis);
  scratch.onEnd(() => closeSync(log));
  const children: ChildProcess[] = [];
  const isRunning = (): boolean =>
    children.length > 0 && children.every((child) => child.exitCode === null && child.signalCode === null);
  return {
    feeds,
    redisPid: Number(/^process_id:(\d+)/m.exec(server)?.[1]),
    redisVersion: /^redis_version:(\S+)/m.exec(server)?.[1] ?? "unknown",
    start() {
      const started = spawn(process.execPath, [WIREFOLD, "run"], { env, stdio: ["ignore", "ignore", log] });
      scratch.onEnd(() => stopChild(started));
      children.push(started);
      return started.pid ?? 0;
    },
    async kill(pid) {
      const at = children.findIndex((child) => child.pid === pid);
      const [victim] = children.splice(at, 1);
      if (!victim || at < 0) throw new Error(`no process ${pid} was started`);
      const exited = once(victim, "exit");
      victim.kill("SIGKILL");
      await exited;
    },
    async untilAllPolled() {
      const trouble = await feeds.untilAllPolled(() => !isRunning());
      if (trouble === null) return;
      const end = isRunning() ? "" : " before the service ended";
      throw new WrongResultError(
        `${trouble}${end}; its log ends with ${JSON.stringify(readLog(logFile).at(-1))}`,
      );
    },
    log: () => readLog(logFile),
    async stop() {
      await Promise.all(children.map(stopChild));
      await opened.close();
      const codes = children.map(({ exitCode }) => exitCode);
      return codes.find((code) => code === null || code > 0) ?? (codes.includes(null) ? null : 0);
    },
  };
}

/** The settings of whoever starts a bench are not those of the service in it. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name !== "REDIS_URL" && !name.startsWith("WIREFOLD_")),
  );
}
