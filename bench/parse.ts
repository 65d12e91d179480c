import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { spreadOf, usageOf } from "./measure.ts";
import { writeFeedFiles } from "./parse/documents.ts";
import type { Batch, Reading } from "./parse/reader.ts";
import { SUBJECTS } from "./parse/subjects.ts";
import { describeMachine, formatNumber, formatSpread, formatTable, publish } from "./report.ts";
import { stopChild, type Scratch } from "./scratch.ts";

const READER = fileURLToPath(new URL("parse/reader.ts", import.meta.url));
/** Feeds that one reads before it is another's turn: on a shared machine, seconds apart are worlds apart. */
const BATCH = 10;
/** What the others are compared with. */
const YARDSTICK = "rss-parser";

interface Subject {
  name: string;
  process: ChildProcess;
  readings: Reading[];
  /** After the first reading, which finds everything cold. */
  peakMegabytes: number;
}

/**
 * Reads the same real-sized feeds with several parsers, each in its own process, in turns of a few feeds. The first
 * reading of all of them warms up and counts for the memory only.
 *
 * @throws WrongResultError when Wirefold reads fewer items than rss-parser, or refuses a feed
 */
export async function benchParse(scratch: Scratch, rounds: number): Promise<void> {
  requireLinux();
  const files = await writeFeedFiles(scratch);
  const list = join(scratch.dir, "list");
  writeFileSync(list, files.paths.join("\n"));
  const subjects: Subject[] = [];
  for (const name of Object.keys(SUBJECTS)) {
    const child = fork(READER, [name, list]);
    scratch.onEnd(() => stopChild(child));
    await once(child, "message");
    subjects.push({ name, process: child, readings: [], peakMegabytes: 0 });
  }
  const first = await readInTurns(subjects, files.paths.length);
  for (const subject of subjects) subject.peakMegabytes = usageOf(subject.process.pid ?? 0).peakMegabytes;
  verify(first);
  for (let round = 0; round < rounds; round++) {
    const readings = await readInTurns(subjects, files.paths.length);
    for (const subject of subjects) subject.readings.push(readings.get(subject.name) ?? NOTHING);
    process.stderr.write(`round ${round + 1} of ${rounds} done\n`);
  }
  const { bytes, asCaptured, paths } = files;
  const feeds = `${paths.length} feeds, ${formatNumber(bytes / 1e6)} MB; ${asCaptured} as captured, the others with their items repeated.`;
  publish("parse", `${describeMachine(`parse --rounds ${rounds}`)} ${feeds}\n\n${describe(subjects, bytes)}`);
}

const NOTHING: Reading = { seconds: 0, cpuSeconds: 0, items: 0, failed: 0 };

/** One reading of all feeds by each. */
async function readInTurns(subjects: readonly Subject[], feeds: number): Promise<Map<string, Reading>> {
  const readings = new Map(subjects.map(({ name }) => [name, NOTHING]));
  for (let from = 0; from < feeds; from += BATCH) {
    for (const { name, process: child } of subjects) {
      const reading = await readBatch(child, { from, to: from + BATCH });
      readings.set(name, sumOf(readings.get(name) ?? NOTHING, reading));
    }
  }
  return readings;
}

async function readBatch(child: ChildProcess, batch: Batch): Promise<Reading> {
  const answered = once(child, "message");
  child.send(batch);
  const [reading] = (await answered) as [Reading];
  return reading;
}

const sumOf = (a: Reading, b: Reading): Reading => ({
  seconds: a.seconds + b.seconds,
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
  items: a.items + b.items,
  failed: a.failed + b.failed,
});

/** rss-parser reads every one of these feeds, or it would not be among them. */
function verify(readings: ReadonlyMap<string, Reading>): void {
  const wanted = readings.get(YARDSTICK)?.items ?? 0;
  for (const [name, { items, failed }] of readings) {
    if (!name.startsWith("wirefold") || (failed === 0 && items >= wanted)) continue;
    throw new WrongResultError(`${name}: ${items} of ${wanted} items, ${failed} feeds refused`);
  }
}

function describe(subjects: readonly Subject[], bytes: number): string {
  const yardstick = subjects.find(({ name }) => name === YARDSTICK);
  const cpuOf = (at: number): number => yardstick?.readings[at]?.cpuSeconds ?? Number.NaN;
  const rows = subjects.map(({ name, readings, peakMegabytes }) => {
    const over = (value: (reading: Reading, at: number) => number): string =>
      formatSpread(spreadOf(readings.map(value)));
    return [
      name,
      over(({ seconds }) => bytes / 1e6 / seconds),
      over(({ items, seconds }) => items / seconds),
      over(({ cpuSeconds }) => cpuSeconds),
      over(({ cpuSeconds }, at) => cpuOf(at) / cpuSeconds),
      formatNumber(peakMegabytes),
      String(readings[0]?.failed ?? 0),
    ];
  });
  return formatTable(
    ["reader", "MB/s", "items/s", "CPU s", "speed, rss-parser = 1", "peak MB", "feeds refused"],
    rows,
  );
}
