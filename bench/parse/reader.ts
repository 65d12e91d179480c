import { readFileSync } from "node:fs";
import { SUBJECTS } from "./subjects.ts";

/** What one reading of all files took. */
export interface Reading {
  seconds: number;
  cpuSeconds: number;
  items: number;
  /** Documents that the subject refused. */
  failed: number;
}

/** A process that reads all files once for every message. argv: subject, then the file that lists the feeds. */
const [subject = "", list = ""] = process.argv.slice(2);
const bodies = readFileSync(list, "utf8")
  .split("\n")
  .map((path) => readFileSync(path));
const read = await SUBJECTS[subject]?.();
if (!read) throw new Error(`no such subject: ${subject}`);

process.on("message", () => {
  void readAll().then((reading) => process.send?.(reading));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function readAll(): Promise<Reading> {
  const reading = { seconds: 0, cpuSeconds: 0, items: 0, failed: 0 };
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const body of bodies) {
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
