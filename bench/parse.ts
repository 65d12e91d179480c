import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { spreadOf, usageOf } from "./measure.ts";
import { writeFeedFiles } from "./parse/documents.ts";
import type { Reading } from "./parse/reader.ts";
import { SUBJECTS } from "./parse/subjects.ts";
import { describeMachine, formatNumber, formatSpread, formatTable, publish } from "./report.ts";
import { stopChild, type Scratch } from "./scratch.ts";

const READER = fileURLToPath(new URL("parse/reader.ts", import.meta.url));
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
 * Reads the same real-sized feeds with several parsers, each in its own process, in turns: one reading of all feeds by
 * one, then by the next. The first reading warms up and counts for the memory only.
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
  const first = new Map<string, Reading>();
  for (const subject of subjects) {
    first.set(subject.name, await readAll(subject.process));
    subject.peakMegabytes = usageOf(subject.process.pid ?? 0).peakMegabytes;
  }
  verify(first);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? subjects : subjects.toReversed();
    for (const subject of order) subject.readings.push(await readAll(subject.process));
    process.stderr.write(`round ${round + 1} of ${rounds} done\n`);
  }
  const { bytes, asCaptured, paths } = files;
  const feeds = `${paths.length} feeds, ${formatNumber(bytes / 1e6)} MB; ${asCaptured} as captured, the others with their items repeated.`;
  publish("parse", `${describeMachine(`parse --rounds ${rounds}`)} ${feeds}\n\n${describe(subjects, bytes)}`);
}

async function readAll(child: ChildProcess): Promise<Reading> {
  const answered = once(child, "message");
  child.send("read");
  const [reading] = (await answered) as [Reading];
  return reading;
}

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
