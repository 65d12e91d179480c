import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { HOSTILE_DOCUMENTS, type HostileDocument } from "../tests/support/hostile-documents.ts";
import { WrongResultError } from "./failure.ts";
import type { Reading } from "./hostile-run.ts";
import { describeMachine, formatNumber, formatTable, publish } from "./report.ts";

const MEBIBYTE = 2 ** 20;
/** Each twice the one before. */
const SIZES = [0.25, 0.5, 1, 2, 4].map((size) => size * MEBIBYTE);
/** The largest document that is admitted; see fetch/fetch-document.ts. */
const LARGEST = 10 * MEBIBYTE;

/** What doubling a document may cost, in time: twice, and what caches and the collector of garbage add to it. */
const MAX_GROWTH = 2.3;
/** Milliseconds below which a ratio is noise. */
const MEASURABLE = 20;
/** Milliseconds of CPU that any admitted document may take. */
const MAX_TIME = 2_000;
/** Milliseconds for all sizes of a kind. */
const PATIENCE = 120_000;

interface Growth {
  document: HostileDocument;
  readings: Reading[];
}

/**
 * Reads every kind of hostile document in sizes that double, each kind in a process of its own.
 *
 * @throws WrongResultError when one has another outcome than it must have, costs more than its size, or takes too long
 */
export async function benchHostile(): Promise<void> {
  const growths: Growth[] = [];
  for (const document of HOSTILE_DOCUMENTS) growths.push({ document, readings: await measure(document) });
  const text = `${describeMachine("hostile")}\n\n${describeGrowths(growths)}`;
  const mistakes = growths.flatMap(findMistakes);
  if (mistakes.length > 0) throw new WrongResultError(`${text}\n\n${mistakes.join("\n")}`);
  publish("hostile", text);
}

function measure({ name }: HostileDocument): Promise<Reading[]> {
  const program = fileURLToPath(new URL("hostile-run.ts", import.meta.url));
  const args = ["--expose-gc", program, name, ...[...SIZES, LARGEST].map(String)];
  return new Promise((resolve) => {
    // However it ends, the sizes that are missing then say that it did not get there.
    execFile(process.execPath, args, { timeout: PATIENCE, killSignal: "SIGKILL" }, (_, output) => {
      const lines = output.split("\n").slice(0, -1);
      resolve(lines.map((line) => JSON.parse(line) as Reading));
    });
  });
}

function describeGrowths(growths: readonly Growth[]): string {
  const head = [
    "document",
    "outcome",
    ...[...SIZES, LARGEST].map((size) => `${size / MEBIBYTE} MiB`),
    "growth a doubling",
  ];
  const rows = growths.map(({ document, readings }) => [
    // A cell of a table in Markdown.
    document.name.replaceAll("<", "\\<"),
    [...new Set(readings.map(({ outcome }) => outcome))].join(", "),
    ...[...SIZES, LARGEST].map((size) => {
      const reading = readings.find(({ bytes }) => bytes === size);
      return reading ? formatNumber(reading.milliseconds) : "–";
    }),
    growthOf(readings)?.toFixed(1) ?? "–",
  ]);
  return `CPU time in milliseconds:\n\n${formatTable(head, rows)}`;
}

/**
 * How many times as long doubling the size took, over all sizes that took long enough to be measured: one step alone is
 * at the mercy of what else the machine does, and of when garbage is collected. Quadratic time is 4.
 */
function growthOf(readings: readonly Reading[]): number | null {
  const measured = readings.filter(
    ({ bytes, milliseconds }) => bytes < LARGEST && milliseconds >= MEASURABLE,
  );
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last || first === last) return null;
  return (last.milliseconds / first.milliseconds) ** (1 / Math.log2(last.bytes / first.bytes));
}

function findMistakes({ document: { name, outcome }, readings }: Growth): string[] {
  const wrong = readings.find((reading) => reading.outcome !== outcome);
  const growth = growthOf(readings);
  const slow = readings.find(({ milliseconds }) => milliseconds > MAX_TIME);
  return [
    ...(wrong ? [`${name}: ${wrong.outcome} at ${wrong.bytes} bytes, not ${outcome}`] : []),
    ...(growth !== null && growth > MAX_GROWTH
      ? [`${name}: doubling it took ${growth.toFixed(1)} times as long`]
      : []),
    ...(slow ? [`${name}: ${formatNumber(slow.milliseconds)} ms of CPU for ${slow.bytes} bytes`] : []),
    ...(readings.length > SIZES.length ? [] : [`${name}: not all sizes could be read in time`]),
  ];
}
