import { setTimeout as sleep } from "node:timers/promises";
import type { ItemEvent } from "../src/item.ts";
import { requireLinux } from "./data.ts";
import { differences } from "./compare.ts";
import { WrongResultError } from "./failure.ts";
import { type Farm, itemKey, startFarm, type Version } from "./farm.ts";
import { describeRun, formatTable, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import { faultsIn } from "./service-log.ts";
import { prepareService } from "./service.ts";

const SIZE = { feeds: 1_000, items: 30, hosts: 200 };
const PROCESSES = 2;
/** Events after which a process is killed in the middle of the first polls. */
const KILL_AT = 6_000;

/**
 * Polls invented feeds of which every fifth item is another feed's story, with several processes, one of which is killed
 * in the middle and replaced; then once more after the feeds have changed.
 *
 * @throws WrongResultError when stories and truth are not the same, item by item
 */
export async function benchStories(scratch: Scratch): Promise<void> {
  requireLinux();
  const farm = await startFarm(scratch, SIZE);
  const service = await prepareService(scratch, "service", farm.urls);
  const [victim = 0] = Array.from({ length: PROCESSES }, () => service.start());
  const events: ItemEvent[] = [];
  while (events.length < KILL_AT) {
    events.push(...(await service.feeds.takeEvents()));
    await sleep(5);
  }
  await service.kill(victim);
  service.start();
  await service.untilAllPolled();
  events.push(...(await service.feeds.takeEvents()));
  const rows = [rowOf("first poll, one of two processes killed", events)];
  const mistakes = compare(farm.storiesUntil(0), events, "first poll");

  await farm.show(1 satisfies Version);
  await service.feeds.pollAll();
  await service.untilAllPolled();
  const later = await service.feeds.takeEvents();
  rows.push(rowOf("after one feed in ten changed", later));
  mistakes.push(...compare(farm.storiesUntil(1), [...events, ...later], "both polls"));
  mistakes.push(...faultsIn(service.log()));
  const exitCode = await service.stop();
  if (exitCode !== 0) mistakes.push(`a service ended with ${exitCode ?? "a signal"}`);
  const newStories = [storiesIn(farm, 0), storiesIn(farm, 1) - storiesIn(farm, 0)];
  const table = formatTable(
    ["", "items", "stories in truth", "new", "reprint"],
    rows.map((row, at) => [...row.slice(0, 2), String(newStories[at]), ...row.slice(2)]),
  );
  if (mistakes.length > 0) throw new WrongResultError(`${mistakes.join("\n")}\n${table}`);
  publish("stories", `${describeRun("stories", service.redisVersion)}\n\n${table}`);
}

const storiesIn = (farm: Farm, version: Version): number => new Set(farm.storiesUntil(version).values()).size;

const keyOf = ({ item }: ItemEvent): string => itemKey(item.feed.url, item.guid);

function rowOf(name: string, events: readonly ItemEvent[]): string[] {
  const count = (kind: ItemEvent["event"]): string =>
    String(events.filter(({ event }) => event === kind).length);
  return [name, String(events.length), count("new"), count("reprint")];
}

/** How the stream differs from the truth: an item an event, a story a `new`, and the same stories. */
function compare(truth: ReadonlyMap<string, string>, events: readonly ItemEvent[], when: string): string[] {
  const told = differences([...truth.keys()], events.map(keyOf));
  const byTruth = Map.groupBy(events, (event) => truth.get(keyOf(event)) ?? "");
  const torn = [...byTruth].filter(([, copies]) => new Set(copies.map(({ story }) => story)).size > 1);
  const notNewOnce = [...byTruth].filter(
    ([, copies]) => copies.filter(({ event }) => event === "new").length !== 1,
  );
  const byStory = Map.groupBy(events, ({ story }) => story);
  const merged = [...byStory].filter(
    ([, copies]) => new Set(copies.map((event) => truth.get(keyOf(event)))).size > 1,
  );
  return [
    ...told,
    ...counted(torn, "stories of the truth are several"),
    ...counted(notNewOnce, "stories were not new once"),
    ...counted(merged, "stories are several of the truth"),
  ].map((mistake) => `${when}: ${mistake}`);
}

const counted = (list: readonly unknown[], what: string): string[] =>
  list.length > 0 ? [`${list.length} ${what}`] : [];
