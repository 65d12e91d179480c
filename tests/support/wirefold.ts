import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { afterEach, beforeEach } from "vitest";
import { findPrivateServer } from "../../src/redis/embedded/private-server.ts";
import { type FeedServer, startFeedServer } from "./feed-server.ts";

const BIN = join(import.meta.dirname, "../../bin/wirefold.js");

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface LogLine {
  level: string;
  msg: string;
  [field: string]: unknown;
}

export interface Running {
  child: ChildProcess;
  /** The first log line, past or to come, that a condition holds for. Fails when the process ends without one. */
  logged(condition: (line: LogLine) => boolean): Promise<LogLine>;
  finished: Promise<Finished>;
}

/** A folder with a data folder of its own, the command run in it, and an end that leaves no process behind. */
export interface Workplace extends AsyncDisposable {
  dir: string;
  dataDir: string;
  file(name: string, content: string): string;
  start(args: readonly string[], env?: Record<string, string>): Running;
  run(args: readonly string[], env?: Record<string, string>): Promise<Finished>;
  redisUrl(): Promise<string>;
  /** SIGKILL to the private Redis of this workplace. */
  killRedis(): void;
  /** A connection to the private Redis of this workplace. */
  redis(): Promise<Redis>;
}

export function openWorkplace(): Workplace {
  const dir = mkdtempSync(join(tmpdir(), "wirefold-test-"));
  const dataDir = join(dir, ".wirefold");
  const children = new Set<ChildProcess>();
  const connections: Redis[] = [];

  const start: Workplace["start"] = (args, env = {}) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: dir,
      env: environment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    return watch(child);
  };
  const redisUrl = async (): Promise<string> => {
    const server = await findPrivateServer(dataDir);
    if (!server) throw new Error("no private Redis is running");
    // Looked up only: a presence that stays would keep the server running for ever.
    leaving.push(server.leave);
    return server.url;
  };
  const leaving: (() => Promise<void>)[] = [];

  return {
    dir,
    dataDir,
    start,
    redisUrl,
    run: (args, env) => start(args, env).finished,
    file(name, content) {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    },
    killRedis() {
      const { pid } = JSON.parse(readFileSync(join(dataDir, "redis.json"), "utf8")) as { pid: number };
      process.kill(pid, "SIGKILL");
    },
    async redis() {
      const redis = new Redis(await redisUrl());
      redis.on("error", () => {
        // Some tests kill the server; their commands and assertions tell.
      });
      connections.push(redis);
      return redis;
    },
    async [Symbol.asyncDispose]() {
      for (const redis of connections) redis.disconnect();
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill("SIGKILL");
        await once(child, "exit");
      }
      for (const leave of leaving) await leave();
      // One that a killed process left behind: found, and left as the last.
      await (await findPrivateServer(dataDir))?.leave();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The test's own environment must not configure the product. */
function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => name !== "REDIS_URL" && !name.startsWith("WIREFOLD_"),
  );
  return {
    ...Object.fromEntries(inherited),
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_LOG_LEVEL: "debug",
    ...env,
  };
}

export function watch(child: ChildProcess): Running {
  const lines: LogLine[] = [];
  const waiting = new Set<(line: LogLine) => void>();
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  if (child.stderr) {
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
    createInterface({ input: child.stderr }).on("line", (text) => {
      if (!text.startsWith("{")) return;
      const line = JSON.parse(text) as LogLine;
      lines.push(line);
      for (const tell of waiting) tell(line);
    });
  }
  const finished = once(child, "close").then(([code, signal]: unknown[]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
  }));
  return {
    child,
    finished,
    logged(condition) {
      const past = lines.find(condition);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const tell = (line: LogLine): void => {
          if (!condition(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        waiting.add(tell);
        void finished.then(({ code, stderr }) =>
          reject(new Error(`the process ended with ${code} first:\n${stderr}`)),
        );
      });
    },
  };
}

export const isReady =
  (role: string) =>
  (line: LogLine): boolean =>
    line.msg === "ready" && line["role"] === role;

/** A workplace and a site before each test of a file, ended after it. @param take what the test finds them by */
export function useWorkplace(take: (place: Workplace, site: FeedServer) => void): void {
  let place: Workplace;
  let site: FeedServer;
  beforeEach(async () => {
    place = openWorkplace();
    site = await startFeedServer();
    take(place, site);
  });
  afterEach(async () => {
    await place[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
  });
}
