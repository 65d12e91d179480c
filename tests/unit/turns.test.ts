import { expect, test } from "vitest";
import { createTurns } from "../../src/turns.ts";

/** Keeps the processor busy for a moment that every timer notices. */
function keepBusy(): void {
  for (const end = performance.now() + 5; performance.now() < end; );
}

test("timers run between pieces of work that came together", async () => {
  const takeTurn = createTurns();
  const log: string[] = [];
  const timer = setInterval(() => log.push("timer"), 1);
  await Promise.all([1, 2, 3].map((name) => takeTurn(() => (keepBusy(), log.push(`work ${name}`)))));
  clearInterval(timer);
  const pattern = log.join(" ").replaceAll(/(timer ?)+/g, "… ");
  expect(pattern).toMatch(/work 1 … work 2 … work 3/);
});

test("work that fails tells who asked for it, and nobody else", async () => {
  const takeTurn = createTurns();
  const failed = takeTurn(() => {
    throw new Error("no");
  });
  const other = takeTurn(() => "done");
  await expect(failed).rejects.toThrow("no");
  expect(await other).toBe("done");
});

test("work that waits keeps the others waiting", async () => {
  const takeTurn = createTurns();
  const log: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = takeTurn(async () => {
    await promise;
    log.push("first");
  });
  const second = takeTurn(() => log.push("second"));
  resolve();
  await Promise.all([first, second]);
  expect(log).toEqual(["first", "second"]);
});
