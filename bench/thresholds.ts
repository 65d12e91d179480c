import { AS_IT_IS, type Experiment, OTHER_LEADS, OTHER_THRESHOLDS, WITHOUT } from "./dedupe/experiments.ts";
import { createMemoryIndex } from "./dedupe/memory-index.ts";
import { run } from "./dedupe/method.ts";
import { score } from "./dedupe/score.ts";
import { generated, reuters, type TestSet } from "./dedupe/sets.ts";
import { noisy } from "./dedupe/variants.ts";
import { describeMachine, formatTable, publish } from "./report.ts";

/** Where the newswire is parted: thresholds are chosen by the first items and checked by the last. */
const SPLIT = 6_000;

/** Judges the same items with one threshold at a time set otherwise, and with one rule at a time left out. */
export async function benchThresholds(): Promise<void> {
  const sets: TestSet[] = [
    generated(),
    reuters({ name: "reuters 1–6,000", to: SPLIT }),
    reuters({ name: "reuters 6,001–9,000", from: SPLIT }),
    reuters({
      name: "reuters, outlets",
      change: (line) => ({ ...line, feed: line.id, url: `https://${line.id}.example/` }),
    }),
    noisy(),
  ];
  const tables = [OTHER_THRESHOLDS, OTHER_LEADS, WITHOUT].map((experiments) => tableOf(experiments, sets));
  publish("thresholds", `${describeMachine("thresholds")}\n\n${tables.join("\n\n")}`);
}

function tableOf(experiments: readonly Experiment[], sets: readonly TestSet[]): string {
  const rows = [AS_IT_IS, ...experiments].map((experiment) => {
    const cells = sets.map((set) => cellOf(experiment, set));
    process.stderr.write(`${experiment.name} ${experiment.value}: ${cells.join(" ")}\n`);
    return [experiment.name, experiment.value, ...cells];
  });
  return formatTable(["", "value", ...sets.map(({ name }) => name)], rows);
}

/** F1 of the pairs, and how many pairs are wrongly in one story. */
function cellOf({ algorithm }: Experiment, { items, truth }: TestSet): string {
  const { stories } = run(createMemoryIndex(algorithm), items);
  const { pairs, wrongPairs } = score(stories, truth);
  return `${pairs.f1.toFixed(4)} (${wrongPairs})`;
}
