import { HOSTILE_DOCUMENTS } from "../tests/support/hostile-documents.ts";
import { digest } from "../tests/support/digest.ts";

/** One size of a document, as `hostile-run.ts` tells it: a line of JSON each. */
export interface Reading {
  bytes: number;
  /** What became of it: `items`, or the code of an error. */
  outcome: string;
  /** CPU time of decoding, parsing and normalizing, of all threads: the least of some rounds, which others disturb least. */
  milliseconds: number;
}

const ROUNDS = 5;
/** Of them, these in any case. */
const LEAST_ROUNDS = 3;
/** Milliseconds after which a size is not measured again, and after which no larger one is tried. */
const ENOUGH = 400;
const TOO_MUCH = 15_000;

if (import.meta.main) await run(process.argv[2] ?? "", process.argv.slice(3).map(Number));

/** Reads one kind of hostile document in growing sizes, in a process of its own: what it breaks is only this one. */
async function run(name: string, sizes: readonly number[]): Promise<void> {
  const document = HOSTILE_DOCUMENTS.find((hostile) => hostile.name === name);
  if (!document) throw new Error(`there is no document ${JSON.stringify(name)}`);
  // The code is compiled by reading, not by the first size alone.
  for (let round = 0; round < ROUNDS; round++) await read(Buffer.from(document.make(65_536)));
  for (const size of sizes) {
    const body = Buffer.from(document.make(size));
    const times: number[] = [];
    let outcome = "";
    for (let spent = 0; times.length < LEAST_ROUNDS || (times.length < ROUNDS && spent < ENOUGH); ) {
      globalThis.gc?.();
      const before = process.cpuUsage();
      outcome = await read(body);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
      spent += (user + system) / 1000;
    }
    const reading: Reading = { bytes: size, outcome, milliseconds: Math.min(...times) };
    process.stdout.write(`${JSON.stringify(reading)}\n`);
    if (reading.milliseconds > TOO_MUCH) break;
  }
}

async function read(body: Buffer): Promise<string> {
  try {
    return (await digest(body)).length > 0 ? "items" : "no items";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
