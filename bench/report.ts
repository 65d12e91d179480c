import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Spread } from "./measure.ts";

const PAGE = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));

/** What else the machine was doing, before a bench keeps it busy itself. */
const LOAD_BEFORE = loadavg()[0] ?? 0;

/** When, where and with what it was measured: figures without that mean nothing. */
export function describeRun(command: string, redisVersion: string): string {
  return describe(command, [`Node ${process.versions.node}`, `Redis ${redisVersion}`]);
}

/** The same for what needs no Redis. */
export function describeMachine(command: string): string {
  return describe(command, [`Node ${process.versions.node}`]);
}

function describe(command: string, programs: readonly string[]): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench -- ${command}\`:`,
    `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), ${memory} GB of memory,`,
    `${programs.join(", ")}; load average before it ${LOAD_BEFORE.toFixed(1)}.`,
  ].join(" ");
}

/** A Markdown table, aligned so that it can be read in a terminal too. The first column is text, the others numbers. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** Median with the smallest and the largest value; one round has no spread. */
export function formatSpread({ median, min, max }: Spread): string {
  if (min === max) return formatNumber(median);
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

/** As many digits as the measurement is worth. */
export function formatNumber(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Prints a result and puts it into its place in docs/benchmarks.md. */
export function publish(bench: string, text: string): void {
  process.stdout.write(`${text}\n`);
  const [begin, end] = [`<!-- ${bench}: written by bench/ -->\n`, `<!-- end of ${bench} -->`];
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`${PAGE} has no place for ${bench}: "${begin.trim()}" to "${end}"`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n\n${page.slice(to)}`);
}
