import { formatNumber, formatTable } from "./report.ts";
import type { LogLine } from "./service-log.ts";

/** The result of a feed that has no error code. */
export const OK = "ok";

/** What a poll of all documents gave. */
export interface Round {
  name: string;
  seconds: number;
  /** Error code, or `OK`, by feed address. */
  results: ReadonlyMap<string, string>;
  /** Ids of the events that came on the stream. */
  items: readonly string[];
  /** The log's line of each poll. */
  polls: readonly LogLine[];
}

/** The rounds of `bench corpus` as tables: what each gave, and why documents failed. */
export function describeDigestion(rounds: readonly Round[], peaks: Record<"node" | "redis", number>): string {
  const rows = rounds.map(({ name, seconds, results, items, polls }) => [
    name,
    String(results.size),
    String(countOf(results, OK)),
    String(results.size - countOf(results, OK)),
    sum(polls, "entries"),
    String(items.length),
    sum(polls, "duplicates"),
    formatNumber(seconds),
  ]);
  const [first] = rounds;
  const codes = [...new Set(first?.results.values())].filter((code) => code !== OK).toSorted();
  const peak = `Peak memory: ${formatNumber(peaks.node)} MB (node), ${formatNumber(peaks.redis)} MB (redis-server).`;
  const failures = codes.map((code) => [code, first ? String(countOf(first.results, code)) : ""]);
  return [
    formatTable(
      ["round", "feeds", "succeeded", "failed", "entries read", "items added", "duplicates", "seconds"],
      rows,
    ),
    failures.length === 0
      ? `${peak} No document failed.`
      : `${peak} Documents that failed, the same ones in every round:\n\n${formatTable(["error code", "feeds"], failures)}`,
  ].join("\n\n");
}

const countOf = (results: ReadonlyMap<string, string>, code: string): number =>
  [...results.values()].filter((result) => result === code).length;

const sum = (polls: readonly LogLine[], field: "entries" | "duplicates"): string =>
  String(polls.reduce((total, poll) => total + Number(poll[field]), 0));
