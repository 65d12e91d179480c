import { readFileSync } from "node:fs";
import { SUBJECTS } from "./subjects.ts";

/** Which of the files to read: from one up to another. */
export interface Batch {
  from: number;
  to: number;
}

/** What reading a batch took. */
export interface Reading {
  seconds: number;
  cpuSeconds: number;
  items: number;
  /** Documents that the subject refused. */
  failed: number;
}

/** A process that reads a batch of files for every message. argv: subject, then the file that lists the feeds. */
const [subject = "", list = ""] = process.argv.slice(2);
const bodies = readFileSync(list, "utf8")
  .split("\n")
  .map((path) => readFileSync(path));
const read = await SUBJECTS[subject]?.();
if (!read) throw new Error(`no such subject: ${subject}`);

process.on("message", (batch: Batch) => {
  void readBatch(batch).then((reading) => process.send?.(reading));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function readBatch({ from, to }: Batch): Promise<Reading> {
  const reading = { seconds: 0, cpuSeconds: 0, items: 0, failed: 0 };
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const body of bodies.slice(from, to)) {
    try {
      reading.items += (await read?.(body)) ?? 0;
    } catch {
      reading.failed++;
    }
  }
  reading.seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  reading.cpuSeconds = (user + system) / 1e6;
  return reading;
}
