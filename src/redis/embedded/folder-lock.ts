import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./is-alive.ts";

/** Milliseconds after which a lock is stale even if a process with its number lives: numbers are used again. */
const STALE = 600_000;

/** Does work that only one process at a time may do; others wait. A lock whose process is gone is taken over. */
export async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${Math.random()}`;
  while (!take(file, mine)) await sleep(20);
  try {
    return await work();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

function take(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    const [holder] = read(file).split(" ");
    // A lock that says nothing is just being written.
    if (age > STALE || (age > 1_000 && !isAlive(Number(holder)))) rmSync(file, { force: true });
    return false;
  }
  // Two that remove a stale lock at once: the second removes the lock of the first.
  return read(file) === mine;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
