import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InterruptedError } from "./failure.ts";

/** Milliseconds that work may go on after an interrupt, to come out of what it was just starting. */
const AFTERMATH = 3_000;
/** Milliseconds from SIGTERM to SIGKILL. */
const STOP_TIME = 10_000;

/** A temporary folder, and what has to be undone at the end of a bench. */
export interface Scratch {
  dir: string;
  /** Registers a step of the clean-up. The last one registered is done first. */
  onEnd(step: () => unknown): void;
}

/** Does a bench's work and cleans up after it, also when it fails or is interrupted. */
export async function withScratch(work: (scratch: Scratch) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "wirefold-bench-"));
  const steps: (() => unknown)[] = [];
  const undo = async (): Promise<void> => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      await (async () => step())().catch((error: unknown) =>
        process.stderr.write(`bench: clean-up: ${String(error)}\n`),
      );
    }
  };
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => reject(new InterruptedError(signal)));
  });
  const running = work({ dir, onEnd: (step) => steps.push(step) });
  try {
    await Promise.race([running, interrupted]);
  } finally {
    await undo();
    // An interrupt may have come while something was being started: that has to be undone too.
    await Promise.race([running.catch(() => {}), sleep(AFTERMATH)]);
    await undo();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Ends a child process and waits for it; one that does not listen is killed. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_TIME);
  await exited;
  clearTimeout(killer);
}
