import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { ItemEvent } from "../../../src/item.ts";
import { readEvents, STREAM_START } from "../../../src/publish/item-stream.ts";
import { randomFrom } from "../../support/invented-stories.ts";
import { useTestRedis } from "../../support/redis.ts";

const SUBMITTER = join(import.meta.dirname, "../../support/story-submitter.ts");
/** `WIREFOLD_RACE=full`: 16 processes and 1,000 stories, which takes minutes. */
const [PROCESSES, CONNECTIONS, STORIES] =
  process.env["WIREFOLD_RACE"] === "full" ? [16, 4, 1_000] : [4, 4, 60];
const TIME = 900_000;

const server = useTestRedis();
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

function start(number: number): { child: ChildProcess; ended: Promise<number | null> } {
  const args = [SUBMITTER, server.url, number, CONNECTIONS, STORIES].map(String);
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  children.add(child);
  return { child, ended: once(child, "exit").then(([code]) => code as number | null) };
}

const processes = [...Array(PROCESSES).keys()];

async function readAll(): Promise<ItemEvent[]> {
  const all: ItemEvent[] = [];
  let position = STREAM_START;
  for (;;) {
    const entries = await readEvents(server.redis, position, 5_000, 1);
    if (entries.length === 0) return all;
    all.push(...entries.map(({ event }) => event));
    position = entries.at(-1)?.position ?? position;
  }
}

/** Each story was new once, and is carried once by every outlet. */
async function expectOneOfEach(): Promise<void> {
  const events = await readAll();
  const numberOf = ({ item }: ItemEvent): string => item.url?.split("/").at(-1) ?? "";
  const byNumber = Map.groupBy(events, numberOf);
  expect(byNumber.size).toBe(STORIES);
  expect(events.filter(({ event }) => event === "new")).toHaveLength(STORIES);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  for (const copies of byNumber.values()) {
    expect(copies).toHaveLength(PROCESSES * CONNECTIONS);
    expect(new Set(copies.map(({ story }) => story)).size).toBe(1);
    expect(copies.map(({ event }) => event).toSorted()[0]).toBe("new");
  }
}

describe("many processes that bring the same stories at once", () => {
  test("tell each story once, and each copy of it once", { timeout: TIME }, async () => {
    const codes = await Promise.all(processes.map((number) => start(number).ended));
    expect(codes).toEqual(processes.map(() => 0));
    await expectOneOfEach();
  });

  test("tell nothing twice, and lose nothing, when half of them are killed and begin anew", {
    timeout: TIME,
  }, async () => {
    const random = randomFrom(20_261_125);
    const running = processes.map(start);
    const victims = running.filter((_, at) => at % 2 === 0);
    for (const { child } of victims) {
      const wanted = Math.floor(random() * PROCESSES * CONNECTIONS * STORIES * 0.5);
      while ((await server.redis.xlen("{wf}:items")) < wanted) await server.redis.ping();
      child.kill("SIGKILL");
    }
    await Promise.all(running.map(({ ended }) => ended));
    expect(await server.redis.xlen("{wf}:items")).toBeLessThan(PROCESSES * CONNECTIONS * STORIES);
    const again = await Promise.all(processes.filter((at) => at % 2 === 0).map((at) => start(at).ended));
    expect(again.every((code) => code === 0)).toBe(true);
    await expectOneOfEach();
  });
});
