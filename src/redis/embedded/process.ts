import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { RedisError } from "../../errors.ts";
import { askForData } from "./probe.ts";

const HOST = "127.0.0.1";

export interface ServerProcess {
  pid: number;
  port: number;
  url: string;
}

/**
 * Starts a server on loopback with its data in `dir`, and returns when it serves them, however long it loads. Every
 * write reaches the append-only file within a second, and nothing is ever evicted.
 *
 * The process leads a session of its own: Ctrl-C on our terminal must not take Redis away while we hand back work.
 *
 * @param onSpawned is told before the server answers, so that it can be found whatever happens to us meanwhile
 * @param further settings of redis.conf
 * @throws RedisError REDIS_PORT_TAKEN, REDIS_START
 */
export async function startServer(
  binary: string,
  dir: string,
  port: number,
  onSpawned: (server: ServerProcess) => void,
  further: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
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
    ...further,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(binary, args, { detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  const end = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    child.once("error", (error) => resolve(error.message));
  });
  const server = { pid: child.pid ?? 0, port, url: `redis://${HOST}:${port}` };
  onSpawned(server);
  const answer = await Promise.race([
    end,
    askForData(server.url, () => child.exitCode === null && child.signalCode === null),
  ]);
  if (answer !== null && typeof answer === "object" && answer.dir !== null) return server;
  const problem = typeof answer === "string" ? answer : "it does not answer";
  if (child.exitCode === null && child.signalCode === null && child.kill()) await once(child, "exit");
  const lastWords = readFileSync(logFile, "utf8").trim().split("\n").at(-1) ?? "";
  throw new RedisError(
    "REDIS_START",
    `${binary} did not start: ${problem}; the end of ${logFile} says: ${lastWords}`,
  );
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
