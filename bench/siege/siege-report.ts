import { spreadOf } from "../measure.ts";
import { formatNumber, formatSpread, formatTable } from "../report.ts";
import { CASES, type CaseFigures, type CaseName } from "./case.ts";
import { growthOf } from "./judge.ts";

const ROWS: readonly [string, (figures: CaseFigures) => number][] = [
  ["late, ms: median", ({ p50 }) => p50],
  ["late, ms: 99th percentile", ({ p99 }) => p99],
  ["late, ms: at most", ({ max }) => max],
  ["memory, MB: first third", ({ first }) => first],
  ["memory, MB: last third", ({ last }) => last],
  ["memory, MB: at most", ({ peak }) => peak],
  ["CPU s of the service", ({ cpuSeconds }) => cpuSeconds],
];

export function describeSiege(rounds: readonly Record<CaseName, CaseFigures>[]): string {
  const rows = ROWS.map(([title, figure]) => [
    title,
    ...CASES.map((name) => formatSpread(spreadOf(rounds.map((round) => figure(round[name]))))),
    formatSpread(spreadOf(rounds.map(({ bare, siege }) => figure(siege) / figure(bare)))),
  ]);
  const polls = rounds.map(({ bare, siege }) => `${bare.polls} and ${siege.polls}`).join(", ");
  const growths = rounds.map((round) => formatNumber(growthOf(round))).join(", ");
  return [
    formatTable(["", "bare", "siege", "siege / bare"], rows),
    `Polls of healthy feeds that were measured: ${polls}. Growth of the 99th percentile, a round each: ${growths}.`,
  ].join("\n\n");
}
