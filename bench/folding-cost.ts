import type { Cost } from "./dedupe/fillers.ts";
import { startFillers } from "./dedupe/fillers.ts";
import { takeApart, usedMemory } from "./dedupe/memory-shares.ts";
import { measureOwnCost } from "./dedupe/own-cost.ts";
import { openBenchRedis, redisInfo } from "./dedupe/redis-server.ts";
import { describeRun, formatNumber, formatTable, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";

/** Texts in the index; with --rounds 4 and more, a million as well, which takes half an hour or more. */
const SIZES = [10_000, 100_000];
const MILLION = 1_000_000;
const ROUNDS_FOR_A_MILLION = 4;
/** The last of them, and as many real ones, are measured. */
const MEASURED = 9_000;
const STREAM = "{bench}:items";

interface Size {
  texts: number;
  bytes: ReadonlyMap<string, number>;
  costs: ReadonlyMap<string, Cost>;
}

/** What a decision on a full text costs: CPU of our own, bytes in Redis, and time with two processes, by size. */
export async function benchFoldingCost(scratch: Scratch, rounds: number): Promise<void> {
  const own = await measureOwnCost();
  const { redis, url } = await openBenchRedis(scratch, "cost");
  // The file is written as in the service, but rewriting it comes when it likes.
  await redis.config("SET", "auto-aof-rewrite-percentage", "0");
  const fillers = await startFillers(scratch, url, redis);
  const about = describeRun(`folding --rounds ${rounds}`, await redisInfo(redis, "server", "redis_version"));
  const sizes: Size[] = [];
  for (const texts of rounds >= ROUNDS_FOR_A_MILLION ? [...SIZES, MILLION] : SIZES) {
    await redis.flushall();
    const before = await usedMemory(redis);
    const first = texts - MEASURED;
    await fillers.submit({ from: 0, to: first, kind: "invented", hasTinyJson: true });
    const costs = new Map<string, Cost>();
    const measure = async (
      name: string,
      order: { from: number; kind: "invented" | "real"; hasTinyJson: boolean },
    ) => {
      costs.set(name, await fillers.submit({ ...order, to: order.from + MEASURED }));
      process.stderr.write(`${texts} texts: ${name} done\n`);
    };
    await measure("new texts, tiny JSON", { from: first, kind: "invented", hasTinyJson: true });
    // Consumers' log: as long as its retention says, whatever the index is like.
    await redis.del(STREAM);
    const total = (await usedMemory(redis)) - before;
    await measure("new texts, JSON of real items", { from: texts, kind: "invented", hasTinyJson: false });
    await measure("real texts, tiny JSON", { from: texts + MEASURED, kind: "real", hasTinyJson: true });
    const bytes = new Map([["all together, without the stream", total / texts]]);
    await redis.del(STREAM);
    for (const [name, share] of await takeApart(redis)) bytes.set(name, share / (texts + 2 * MEASURED));
    sizes.push({ texts, bytes, costs });
    // After each size: the last one takes long, and what is known is worth having.
    publish("folding", [about, describeOwn(own), describeBytes(sizes), describeCosts(sizes)].join("\n\n"));
  }
}

function describeOwn({ texts, characters, parts }: Awaited<ReturnType<typeof measureOwnCost>>): string {
  const sum = parts.reduce((total, { microseconds }) => total + microseconds, 0);
  const rows = [
    ...parts.map(({ part, microseconds }) => [part, formatNumber(microseconds)]),
    ["together", formatNumber(sum)],
  ];
  return `CPU of our own, least of several, over ${texts} full texts of ${Math.round(characters)} characters:\n\n${formatTable(["part", "µs a decision"], rows)}`;
}

function describeBytes(sizes: readonly Size[]): string {
  const names = [...(sizes[0]?.bytes.keys() ?? [])];
  const rows = names.map((name) => [name, ...sizes.map(({ bytes }) => formatNumber(bytes.get(name) ?? 0))]);
  const head = ["bytes in Redis a text", ...sizes.map(({ texts }) => texts.toLocaleString("en-US"))];
  return formatTable(head, rows);
}

function describeCosts(sizes: readonly Size[]): string {
  const rows = sizes.flatMap(({ texts, costs }) =>
    [...costs].map(([name, { decisions, seconds, nodeSeconds, redisSeconds }]) => [
      `${texts.toLocaleString("en-US")}: ${name}`,
      formatNumber(decisions / seconds),
      formatNumber((nodeSeconds / decisions) * 1e6),
      formatNumber((redisSeconds / decisions) * 1e6),
    ]),
  );
  return formatTable(["texts in the index", "decisions/s", "CPU µs, node", "CPU µs, redis-server"], rows);
}
