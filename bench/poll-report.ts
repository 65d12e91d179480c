import { spreadOf } from "./measure.ts";
import { PHASES, SUBJECTS, type Phase, type PollCost, type Round } from "./poll-round.ts";
import { formatSpread, formatTable } from "./report.ts";

/** The rounds of `bench poll` as two tables: what it took, and that against the plain loop of the same round. */
export function describePolls(rounds: readonly Round[], feeds: number): string {
  const over = (value: (round: Round) => number) => formatSpread(spreadOf(rounds.map(value)));

  const costs = PHASES.flatMap((phase) =>
    SUBJECTS.map((subject) => {
      const cell = (value: (cost: PollCost) => number) => over((round) => value(round[phase][subject]));
      const hasItems = phase !== "unchanged";
      const hasRedis = subject === "wirefold";
      return [
        `${phase}: ${subject}`,
        cell(({ seconds }) => feeds / seconds),
        hasItems ? cell(({ seconds, items }) => items / seconds) : "–",
        cell(({ node }) => node.cpuSeconds),
        hasRedis ? cell(({ redis }) => redis?.cpuSeconds ?? 0) : "–",
        cell(({ node }) => node.peakMegabytes),
        hasRedis ? cell(({ redis }) => redis?.peakMegabytes ?? 0) : "–",
      ];
    }),
  );
  const ratios = PHASES.map((phase) => [
    phase,
    over((round) => ratio(round, phase, ({ seconds }) => seconds)),
    over((round) => ratio(round, phase, ({ node, redis }) => node.cpuSeconds + (redis?.cpuSeconds ?? 0))),
    over((round) => ratio(round, phase, ({ node }) => node.cpuSeconds)),
    over((round) =>
      ratio(round, phase, ({ node, redis }) => node.peakMegabytes + (redis?.peakMegabytes ?? 0)),
    ),
    over((round) => ratio(round, phase, ({ node }) => node.peakMegabytes)),
  ]);
  return [
    formatTable(
      [
        "poll",
        "feeds/s",
        "items/s",
        "CPU s, node",
        "CPU s, redis-server",
        "peak MB, node",
        "peak MB, redis-server",
      ],
      costs,
    ),
    "Wirefold as a multiple of the plain loop in the same round; less is better:",
    formatTable(["poll", "time", "CPU", "CPU, node alone", "peak memory", "peak memory, node alone"], ratios),
  ].join("\n\n");
}

function ratio(round: Round, phase: Phase, value: (cost: PollCost) => number): number {
  const { wirefold, "plain loop": plain } = round[phase];
  return value(wirefold) / value(plain);
}
