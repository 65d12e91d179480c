import { parseArgs } from "node:util";
import { benchCorpus } from "./corpus.ts";
import { benchDedupe } from "./dedupe.ts";
import { InterruptedError, NotReadyError, WrongResultError } from "./failure.ts";
import { benchFoldingCost } from "./folding-cost.ts";
import { benchParse } from "./parse.ts";
import { benchStories } from "./stories.ts";
import { benchHostile } from "./hostile.ts";
import { benchPolite } from "./polite.ts";
import { benchPoll } from "./poll.ts";
import { benchSiege } from "./siege.ts";
import { benchThresholds } from "./thresholds.ts";
import { withScratch, type Scratch } from "./scratch.ts";

interface Bench {
  question: string;
  run(scratch: Scratch, rounds: number): Promise<void>;
}

const BENCHES: Record<string, Bench> = {
  poll: {
    question:
      "How fast are 1,000 feeds polled, and what does it cost compared with a plain loop? [--rounds 3]",
    run: benchPoll,
  },
  parse: {
    question: "How fast are feeds read, beside other parsers, and with how much memory? [--rounds 3]",
    run: benchParse,
  },
  corpus: { question: "Does the service digest thousands of real and broken documents?", run: benchCorpus },
  hostile: {
    question: "Does doubling a hostile document ever cost more than 2.3 times the time?",
    run: benchHostile,
  },
  stories: {
    question: "Are stories of a thousand feeds told once each, also when a process is killed?",
    run: benchStories,
  },
  polite: {
    question: "Do several processes together keep the spacing of every host, and lose little time by it?",
    run: benchPolite,
  },
  siege: {
    question: "Are healthy feeds late, or is memory lost, when one feed in ten is hostile? [--rounds 3]",
    run: benchSiege,
  },
  dedupe: {
    question: "How well are copies told from new items, beside usual methods, and by the index in Redis?",
    run: benchDedupe,
  },
  folding: {
    question:
      "What does a decision on a full text cost, in CPU, time and memory? [--rounds 4: with a million]",
    run: benchFoldingCost,
  },
  thresholds: {
    question:
      "What would each threshold of folding cost if it were another one, and what is each rule worth?",
    run: benchThresholds,
  },
};

try {
  const [bench, rounds] = readArguments();
  await withScratch((scratch) => bench.run(scratch, rounds));
  process.exit(0);
} catch (error) {
  process.exit(report(error));
}

/** @throws NotReadyError */
function readArguments(): [Bench, number] {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { rounds: { type: "string", default: "3" } },
    });
    const bench = positionals.length === 1 ? BENCHES[positionals[0] ?? ""] : undefined;
    const rounds = Number(values.rounds);
    if (bench && Number.isInteger(rounds) && rounds > 0) return [bench, rounds];
  } catch {
    // An unknown option: answered like an unknown name.
  }
  const list = Object.entries(BENCHES).map(([name, { question }]) => `  ${name.padEnd(11)}${question}`);
  throw new NotReadyError(`usage: npm run bench -- NAME\n${list.join("\n")}`);
}

/** What went wrong, for a person; a fault in the bench comes with its stack. Returns the exit code. */
function report(error: unknown): number {
  const expected =
    error instanceof NotReadyError || error instanceof WrongResultError || error instanceof InterruptedError;
  const { message, stack } = error as Error;
  process.stderr.write(`bench: ${expected ? message : stack}\n`);
  if (error instanceof InterruptedError) return error.exitCode;
  return error instanceof NotReadyError ? 2 : 1;
}
