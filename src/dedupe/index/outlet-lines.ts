import type { Redis } from "ioredis";
import type { IndexKeys } from "../../redis/keys.ts";
import { loadScript, runScript } from "../../redis/script.ts";
import { edgeLines } from "../text/furniture.ts";
import type { Epoch } from "./epoch.ts";

const LEARN = loadScript("learn-lines-1");
/** Lines that are remembered of an outlet. */
const MOST_LINES = 400;

/** A text and whose it is. */
export interface OutletText {
  outlet: string;
  text: string;
}

/** How often a line stands at the ends of an outlet's texts. */
export type LineCounts = (outlet: string, line: string) => number;

const nameOf = (outlet: string, line: string): string => `${outlet} ${line}`;

/** Counts of the lines of these texts, as far as they are remembered, and in the other ones of these texts. */
export async function countLines(
  redis: Redis,
  keys: IndexKeys,
  { number }: Epoch,
  texts: readonly OutletText[],
): Promise<LineCounts> {
  const counts = new Map<string, number>();
  const add = (outlet: string, line: string, count: number): void => {
    counts.set(nameOf(outlet, line), (counts.get(nameOf(outlet, line)) ?? 0) + count);
  };
  const byOutlet = new Map<string, Set<string>>();
  for (const { outlet, text } of texts) {
    const lines = byOutlet.get(outlet) ?? new Set<string>();
    for (const line of edgeLines(text)) {
      // Its own text does not count, and is in these counts once.
      add(outlet, line, lines.has(line) ? 1 : 0);
      lines.add(line);
    }
    if (lines.size > 0) byOutlet.set(outlet, lines);
  }
  const pipeline = redis.pipeline();
  const asked = [...byOutlet].flatMap(([outlet, lines]) =>
    [number, number - 1].map((epoch) => ({ outlet, lines: [...lines], epoch })),
  );
  for (const { outlet, lines, epoch } of asked) pipeline.hmget(keys.lines(epoch, outlet), ...lines);
  for (const [at, [error, values]] of ((await pipeline.exec()) ?? []).entries()) {
    if (error) throw error;
    const { outlet = "", lines = [] } = asked[at] ?? {};
    for (const [place, line] of lines.entries())
      add(outlet, line, Number((values as (string | null)[])[place] ?? 0));
  }
  return (outlet, line) => counts.get(nameOf(outlet, line)) ?? 0;
}

/** Remembers the lines of texts that are no copies of another one: what is in two copies is no furniture. */
export async function learnLines(
  redis: Redis,
  keys: IndexKeys,
  { number, lifetime }: Epoch,
  texts: readonly OutletText[],
): Promise<void> {
  const byOutlet = Map.groupBy(texts, ({ outlet }) => outlet);
  await Promise.all(
    [...byOutlet].map(async ([outlet, own]) => {
      const lines = own.flatMap(({ text }) => edgeLines(text));
      if (lines.length > 0)
        await runScript(redis, LEARN, [keys.lines(number, outlet)], [lifetime, MOST_LINES, ...lines]);
    }),
  );
}
