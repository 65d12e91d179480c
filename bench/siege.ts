import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { describeRun, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import { CASES, type CaseFigures, type CaseName, runCase } from "./siege/case.ts";
import { startHealthyServer } from "./siege/healthy-server.ts";
import { startHostileServer } from "./siege/hostile-server.ts";
import { judge } from "./siege/judge.ts";
import { describeSiege } from "./siege/siege-report.ts";

/**
 * Polls healthy feeds beside more of their kind, and beside hostile ones, in turns, and looks at how late the healthy
 * ones are and at the memory.
 *
 * @throws WrongResultError when hostile feeds make healthy ones later, or memory grow, or have another outcome than they
 *   must have
 * @throws NotReadyError when the machine is too busy to tell
 */
export async function benchSiege(scratch: Scratch, rounds: number): Promise<void> {
  requireLinux();
  const healthy = await startHealthyServer(scratch);
  const hostilePorts = await startHostileServer(scratch);
  const results: Record<CaseName, CaseFigures>[] = [];
  let redisVersion = "";
  while (results.length < rounds) {
    const figures = {} as Record<CaseName, CaseFigures>;
    // What else the machine does changes within minutes: nobody is always the first.
    for (const name of results.length % 2 === 0 ? CASES : CASES.toReversed()) {
      figures[name] = await runCase(scratch, `${name}-${results.length}`, name, { healthy, hostilePorts });
      redisVersion = figures[name].redisVersion;
      process.stderr.write(
        `round ${results.length + 1} of ${rounds}, ${name}: p99 ${figures[name].p99} ms\n`,
      );
    }
    results.push(figures);
  }
  const text = `${describeRun(`siege --rounds ${rounds}`, redisVersion)}\n\n${describeSiege(results)}`;
  const mistakes = judge(results);
  if (mistakes.length > 0) throw new WrongResultError(`${mistakes.join("\n")}\n${text}`);
  publish("siege", text);
}
