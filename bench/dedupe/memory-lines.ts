import { edgeLines } from "../../src/dedupe/text/furniture.ts";

/** As in dedupe/index/outlet-lines.ts. */
const MOST_LINES = 400;

/** What stands at the ends of an outlet's texts, without Redis; see redis/lua/learn-lines-1.lua. */
export interface MemoryLines {
  count: (outlet: string, line: string) => number;
  learn: (outlet: string, text: string) => void;
}

export function createMemoryLines(): MemoryLines {
  const outlets = new Map<string, Map<string, number>>();
  return {
    count: (outlet, line) => outlets.get(outlet)?.get(line) ?? 0,
    learn(outlet, text) {
      const counts = outlets.get(outlet) ?? new Map<string, number>();
      outlets.set(outlet, counts);
      for (const line of edgeLines(text)) {
        if (!counts.has(line) && counts.size >= MOST_LINES) forgetRare(counts);
        if (counts.has(line) || counts.size < MOST_LINES) counts.set(line, (counts.get(line) ?? 0) + 1);
      }
    },
  };
}

function forgetRare(counts: Map<string, number>): void {
  for (const [line, count] of counts) if (count < 2) counts.delete(line);
}
