import { differences } from "./compare.ts";
import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { startFarm, type Farm, type Version } from "./farm.ts";
import { untilAtRest, usageOf, type Usage } from "./measure.ts";
import { describePolls } from "./poll-report.ts";
import { PHASES, SUBJECTS, type Phase, type PollCost, type Round, type Subject } from "./poll-round.ts";
import { preparePlainLoop, prepareServicePoller, type Poller } from "./poller.ts";
import { describeRun, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";

const SIZE = { feeds: 1_000, items: 30, hosts: 200 };
const CHANGED = SIZE.feeds / 10;

/** What the feeds show in a phase, and what nginx must have answered: without validators it would be 200 throughout. */
const PLAN: Record<Phase, { version: Version; brings: Version | null; statuses: string }> = {
  first: { version: 0, brings: 0, statuses: `${SIZE.feeds} x 200` },
  unchanged: { version: 0, brings: null, statuses: `${SIZE.feeds} x 304` },
  changed: { version: 1, brings: 1, statuses: `${CHANGED} x 200, ${SIZE.feeds - CHANGED} x 304` },
};

/**
 * Polls invented feeds with the plain loop and with the service, in turns: the machine is hardly ever alone, so only
 * what was measured within the same seconds can be compared.
 *
 * @throws WrongResultError when an item is missing, came twice or was not to come
 */
export async function benchPoll(scratch: Scratch, rounds: number): Promise<void> {
  requireLinux();
  const farm = await startFarm(scratch, SIZE);
  const results: Round[] = [];
  let redisVersion = "";
  while (results.length < rounds) {
    const service = await prepareServicePoller(scratch, `service-${results.length}`, farm);
    redisVersion = service.redisVersion ?? "";
    const pollers = { "plain loop": preparePlainLoop(scratch, farm), wirefold: service };
    // Nobody is always the one who finds the caches cold.
    const order = results.length % 2 === 0 ? SUBJECTS : SUBJECTS.toReversed();
    results.push(await pollInTurns(farm, pollers, order));
    for (const subject of SUBJECTS) await pollers[subject].stop();
    process.stderr.write(`round ${results.length} of ${rounds} done\n`);
  }
  publish(
    "poll",
    `${describeRun(`poll --rounds ${rounds}`, redisVersion)}\n\n${describePolls(results, SIZE.feeds)}`,
  );
}

async function pollInTurns(
  farm: Farm,
  pollers: Record<Subject, Poller>,
  order: readonly Subject[],
): Promise<Round> {
  const round = { first: {}, unchanged: {}, changed: {} } as Round;
  for (const phase of PHASES) {
    const { version, brings, statuses } = PLAN[phase];
    await farm.show(version);
    for (const subject of order) {
      const poller = pollers[subject];
      const cost = await measure(poller);
      const items = await poller.takeItems();
      const answered = await farm.takeStatuses();
      const mistakes = [
        ...differences(brings === null ? [] : farm.itemsOf(brings), items),
        ...(answered === statuses ? [] : [`nginx answered ${answered}; expected ${statuses}`]),
        ...poller.complaints(),
      ];
      if (mistakes.length > 0)
        throw new WrongResultError(`${subject}, ${phase} poll:\n  ${mistakes.join("\n  ")}`);
      round[phase][subject] = { ...cost, items: items.length };
    }
  }
  return round;
}

/** One poll: its time until all is done, and what the processes used for it until they were at rest. */
async function measure(poller: Poller): Promise<Omit<PollCost, "items">> {
  const before = usages(poller);
  const started = performance.now();
  await poller.poll();
  const seconds = (performance.now() - started) / 1000;
  await untilAtRest(Object.values(poller.pids()).filter((pid) => pid !== null));
  const { node, redis } = usages(poller);
  if (!node) throw new Error("a poll has started no process");
  return { seconds, node: since(before.node, node), redis: redis && since(before.redis, redis) };
}

function usages(poller: Poller): Record<"node" | "redis", Usage | null> {
  const { node, redis } = poller.pids();
  return {
    node: node === null ? null : usageOf(node),
    redis: redis === null ? null : usageOf(redis),
  };
}

const since = (before: Usage | null, after: Usage): Usage => ({
  ...after,
  cpuSeconds: after.cpuSeconds - (before?.cpuSeconds ?? 0),
});
