import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Redis } from "ioredis";
import { stopChild, type Scratch } from "../scratch.ts";
import type { Order, Work } from "./filler.ts";
import { redisInfo } from "./redis-server.ts";

const PROGRAM = fileURLToPath(new URL("filler.ts", import.meta.url));
const PROCESSES = 2;
/** Items that a process has in its memory at once. */
const PART = 4_500;

/** What submitting items took, by all processes together. */
export interface Cost {
  decisions: number;
  seconds: number;
  /** CPU of the processes, and of Redis. */
  nodeSeconds: number;
  redisSeconds: number;
}

export interface Fillers {
  /** Submits items, a part of them by each process at the same time. Making them does not count. */
  submit(order: Order): Promise<Cost>;
}

export async function startFillers(scratch: Scratch, url: string, redis: Redis): Promise<Fillers> {
  const children: ChildProcess[] = [];
  for (let at = 0; at < PROCESSES; at++) {
    const child = fork(PROGRAM, [url]);
    scratch.onEnd(() => stopChild(child));
    await once(child, "message");
    children.push(child);
  }
  const all = async (messageOf: (at: number) => Order | "go"): Promise<unknown[]> => {
    const answers = children.map((child) => once(child, "message"));
    for (const [at, child] of children.entries()) child.send(messageOf(at));
    return (await Promise.all(answers)).map(([answer]) => answer as unknown);
  };

  return {
    async submit({ from, to, ...kind }) {
      let total = NO_COST;
      for (let start = from; start < to; start += PART * PROCESSES) {
        const parts = splitAt(start, Math.min(to, start + PART * PROCESSES));
        await all((at) => ({ from: parts[at] ?? to, to: parts[at + 1] ?? to, ...kind }));
        const before = await cpuOf(redis);
        const works = (await all(() => "go")) as Work[];
        total = sum(total, {
          decisions: Math.min(to, start + PART * PROCESSES) - start,
          seconds: Math.max(...works.map(({ milliseconds }) => milliseconds)) / 1000,
          nodeSeconds: works.reduce((seconds, work) => seconds + work.cpuMilliseconds / 1000, 0),
          redisSeconds: (await cpuOf(redis)) - before,
        });
      }
      return total;
    },
  };
}

const NO_COST: Cost = { decisions: 0, seconds: 0, nodeSeconds: 0, redisSeconds: 0 };

const sum = (a: Cost, b: Cost): Cost => ({
  decisions: a.decisions + b.decisions,
  seconds: a.seconds + b.seconds,
  nodeSeconds: a.nodeSeconds + b.nodeSeconds,
  redisSeconds: a.redisSeconds + b.redisSeconds,
});

/** Borders of as many parts as there are processes. */
const splitAt = (from: number, to: number): number[] =>
  Array.from({ length: PROCESSES + 1 }, (_, at) => from + Math.round(((to - from) * at) / PROCESSES));

async function cpuOf(redis: Redis): Promise<number> {
  const fields = ["used_cpu_user", "used_cpu_sys"].map((field) => redisInfo(redis, "cpu", field));
  return (await Promise.all(fields)).reduce((seconds, value) => seconds + Number(value), 0);
}
