import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { connectRedis } from "../../src/redis/connection.ts";
import { findOrInstallServer } from "../../src/redis/embedded/binary.ts";
import { findFreePort } from "../../src/redis/embedded/process.ts";
import { isReady, openWorkplace, watch, type Workplace } from "../support/wirefold.ts";

interface ComposeService {
  image: string;
  command: string[];
  environment?: Record<string, string>;
  read_only?: boolean;
  user?: string;
  volumes?: string[];
  healthcheck?: { test: string[] };
}

const ROOT = join(import.meta.dirname, "../..");
/** With the variables of the file at their defaults, as Compose puts them in. */
const composeFile = readFileSync(join(ROOT, "docker-compose.yml"), "utf8").replace(
  /\$\{\w+:-([^}]*)\}/g,
  "$1",
);
const services = (
  parse(composeFile, { merge: true }) as {
    services: Record<string, ComposeService>;
  }
).services;
const entrypoint = JSON.parse(
  /^ENTRYPOINT (.*)$/m.exec(readFileSync(join(ROOT, "Dockerfile"), "utf8"))?.[1] ?? "[]",
) as string[];
const own = Object.entries(services).filter(([name]) => name !== "redis");

let place: Workplace;
beforeAll(() => {
  place = openWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

test("every role of Wirefold has a service, without rights and without a disk to write to", () => {
  expect(own.map(([, { command }]) => command.at(-1)).toSorted()).toEqual([
    "admin",
    "extractor",
    "fetcher",
    "relay",
    "scheduler",
  ]);
  for (const [, service] of own)
    expect(service).toMatchObject({ image: "wirefold", user: "node", read_only: true });
  expect(services["redis"]?.healthcheck?.test).toContain("ping");
});

test("the command of every service gets ready on the Redis that the file runs, and stops", async () => {
  const port = await findFreePort();
  const [, ...settings] = services["redis"]?.command ?? [];
  const redis = spawn(
    findOrInstallServer(console.warn),
    [...settings, "--port", String(port), "--dir", place.dir, "--save", ""],
    {
      stdio: "ignore",
    },
  );
  const url = `redis://127.0.0.1:${port}`;
  try {
    await untilUp(url);
    const listenOn = `127.0.0.1:${await findFreePort()}`;
    const feeds = place.file("feeds.yaml", "feeds: []\n");
    const started = own.map(([, { command, environment = {} }]) => {
      const env = {
        ...process.env,
        ...environment,
        REDIS_URL: url,
        ...(environment["WIREFOLD_FEEDS"] && { WIREFOLD_FEEDS: feeds }),
        ...(environment["WIREFOLD_ADMIN"] && { WIREFOLD_ADMIN: listenOn }),
      };
      const [program = "", ...args] = [...entrypoint, ...command];
      return watch(spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] }));
    });
    for (const [at, { logged }] of started.entries()) await logged(isReady(own[at]?.[0] ?? ""));
    for (const { child } of started) child.kill("SIGTERM");
    for (const { finished } of started) expect(await finished).toMatchObject({ code: 0 });
  } finally {
    redis.kill();
    await once(redis, "exit");
  }
});

async function untilUp(url: string): Promise<void> {
  for (;;) {
    try {
      const redis = await connectRedis(url);
      return redis.disconnect();
    } catch {
      // Not listening yet.
      await new Promise(setImmediate);
    }
  }
}
