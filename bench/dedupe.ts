import { BASELINES, type Kind } from "./dedupe/baselines.ts";
import { createMemoryIndex } from "./dedupe/memory-index.ts";
import { type Method, type Outcome, run } from "./dedupe/method.ts";
import { foldInRedis } from "./dedupe/redis-index.ts";
import { openBenchRedis, redisInfo } from "./dedupe/redis-server.ts";
import { type Accuracy, type Score, score } from "./dedupe/score.ts";
import { ALL_SETS, type TestSet } from "./dedupe/sets.ts";
import { WrongResultError } from "./failure.ts";
import { describeRun, formatNumber, formatTable, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";

/** As many items as the service submits at once. */
const BATCH = 30;
/** Least F1 of the pairs in sets with copies; in sets without, nothing may be merged. */
const LEAST_F1 = 0.95;

interface Trial extends Outcome {
  name: string;
  score: Score;
}

/**
 * Tells copies from new items in several sets, by Wirefold's method and by usual ones, each with the threshold that is
 * best for the set; then by the real index, which must put every item into the same story as the one in memory.
 *
 * @throws WrongResultError when an advisory is merged with another one, or less is found than was once
 */
export async function benchDedupe(scratch: Scratch): Promise<void> {
  const { redis } = await openBenchRedis(scratch, "quality");
  const parts: string[] = [];
  const checks: string[][] = [];
  const mistakes: string[] = [];
  for (const read of ALL_SETS) {
    const set = read();
    // Not the first time: the first one finds everything cold.
    tryOut(createMemoryIndex(), set);
    const ours = tryOut(createMemoryIndex(), set);
    parts.push(describe(set, [ours, ...BASELINES.flatMap((kind) => trialsOf(kind, set))]));
    mistakes.push(...findMistakes(set, ours.score));
    const others = [await foldInRedis(redis, set.items, 1), await foldInRedis(redis, set.items, BATCH)];
    checks.push([
      set.name,
      ...others.flatMap((other) => [
        String(ours.stories.filter((story, at) => story !== other[at]).length),
        ratio(score(other, set.truth).pairs.f1),
      ]),
    ]);
    process.stderr.write(`${set.name} done\n`);
  }
  const check = formatTable(
    ["set", "one by one: in another story", "pair F1", `by ${BATCH}: in another story`, "pair F1 "],
    checks,
  );
  const about = describeRun("dedupe", await redisInfo(redis, "server", "redis_version"));
  const text = [about, ...parts, `Through Redis, compared with the index in memory:\n\n${check}`].join(
    "\n\n",
  );
  if (mistakes.length > 0) throw new WrongResultError(`${text}\n\n${mistakes.join("\n")}`);
  publish("dedupe", text);
}

/** The best threshold for this set, and the usual one. */
function trialsOf({ usual, thresholds, create }: Kind, set: TestSet): Trial[] {
  const trials = thresholds.map((threshold) => ({ threshold, ...tryOut(create(threshold), set) }));
  const worth = ({ score: { pairs, merged } }: Trial): number => (set.hasCopies ? pairs.f1 : -merged);
  const best = trials.toSorted((a, b) => worth(b) - worth(a))[0];
  return trials
    .filter((trial) => trial === best || trial.threshold === usual)
    .map((trial) => ({
      ...trial,
      name: trial === best && thresholds.length > 1 ? `${trial.name} (best)` : trial.name,
    }));
}

function tryOut(method: Method, set: TestSet): Trial {
  const outcome = run(method, set.items);
  return { name: method.name, score: score(outcome.stories, set.truth), ...outcome };
}

function describe({ name, items, hasCopies }: TestSet, trials: readonly Trial[]): string {
  const head = hasCopies
    ? ["method", "pair P", "R", "F1", "item P", "R", "F1", "CPU µs an item", "bytes an item"]
    : ["method", "items merged", "pairs merged", "CPU µs an item", "bytes an item"];
  const rows = trials.map(
    ({ name: method, score: { pairs, items: single, merged, wrongPairs }, ...cost }) => [
      method,
      ...(hasCopies ? [...cellsOf(pairs), ...cellsOf(single)] : [String(merged), String(wrongPairs)]),
      formatNumber(cost.microseconds),
      formatNumber(cost.bytes),
    ],
  );
  return `**${name}**, ${items.length.toLocaleString("en-US")} items:\n\n${formatTable(head, rows)}`;
}

const cellsOf = ({ precision, recall, f1 }: Accuracy): string[] => [precision, recall, f1].map(ratio);
const ratio = (value: number): string => value.toFixed(4);

function findMistakes({ name, hasCopies }: TestSet, { pairs, merged }: Score): string[] {
  if (hasCopies) return pairs.f1 >= LEAST_F1 ? [] : [`${name}: pair F1 ${ratio(pairs.f1)}`];
  return merged === 0 ? [] : [`${name}: ${merged} advisories were taken for others`];
}
