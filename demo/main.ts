/**
 * `npm run demo`: Wirefold at work on a dozen sample feeds, on this machine alone. It polls them, changes some, polls
 * them again, and checks that the counts are those that the sample implies.
 *
 * Exit codes: 0 as expected, 1 not as expected, 2 wrong use, 130 stopped before the end.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { WirefoldError } from "../src/errors.ts";
import type { ItemEvent } from "../src/item.ts";
import { startConsumer } from "./consumer.ts";
import { differences, expectedCounts } from "./counts.ts";
import { actualCounts, readFailedFeeds, roundEnds, startRound2, type Demo } from "./rounds.ts";
import { SAMPLE_FEEDS } from "./samples/all.ts";
import { HARBOUR_WATCH, harbourLog } from "./samples/outlets.ts";
import * as show from "./show.ts";
import { startSite, type Site } from "./site.ts";
import { aborted, stopRequest } from "./stop.ts";
import { MIN_INTERVAL, startWirefold } from "./wirefold.ts";

/** Milliseconds for both rounds, counted from when Redis runs: installing one may take longer than that. */
const DEADLINE = 25_000;
/** Milliseconds between two entries of Harbour Watch while the demo is kept running. */
const WRITE_EVERY = 10_000;

const FORMATS = new Map(SAMPLE_FEEDS.map(({ path, format }) => [path, format]));

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof WirefoldError ? error.message : inspect(error)}\n`);
  return 1;
});

async function main(args: string[]): Promise<number> {
  const keep = args.includes("--keep");
  const wrong = args.find((arg) => arg !== "--keep");
  if (wrong !== undefined) {
    process.stderr.write(`demo: "${wrong}" is not an option; the only one is --keep\n`);
    return 2;
  }
  const stop = stopRequest();
  await using site = await startSite(SAMPLE_FEEDS);
  await using wirefold = await startWirefold(SAMPLE_FEEDS.map((feed) => site.url(feed)));
  show.say(
    `Wirefold with ${SAMPLE_FEEDS.length} sample feeds, and a Redis of its own at ${wirefold.redisUrl}`,
  );
  show.sayHeading("Round 1: every feed for the first time");
  show.sayTableHead();
  const events: ItemEvent[] = [];
  await using consumer = await startConsumer(wirefold.redisUrl, (event) => {
    events.push(event);
    show.sayItem(event.item, FORMATS.get(new URL(event.item.feed.url).pathname) ?? "?");
  });

  const early = AbortSignal.any([stop, AbortSignal.timeout(DEADLINE)]);
  const demo: Demo = { feeds: SAMPLE_FEEDS, site, wirefold, events };
  let passed = false;
  try {
    const problems = await Promise.race([playRounds(demo, early), consumer.ended, aborted(early)]);
    passed = problems.length === 0;
    if (!passed) return fail("the counts are not those that the sample implies", problems, wirefold.logFile);
    if (keep) {
      show.sayStillRunning(wirefold.redisUrl, wirefold.logFile);
      show.sayHeading(`${HARBOUR_WATCH.title} writes on; its feed is polled every ${MIN_INTERVAL} s`);
      show.sayTableHead();
      await Promise.race([writeOn(site, stop), consumer.ended, aborted(stop)]);
    } else show.say("This Redis ends with the demo; to look around in it: npm run demo -- --keep");
    return 0;
  } catch (error) {
    if (stop.aborted) return passed ? 0 : 130;
    if (!early.aborted) throw error;
    const { totals } = wirefold;
    const reached = `${totals.polls} polls, ${totals.published} items published, ${events.length} read`;
    return fail(`not done after ${DEADLINE / 1000} s`, [reached], wirefold.logFile);
  }
}

/** Returns what is not as the sample implies. */
async function playRounds(demo: Demo, signal: AbortSignal): Promise<string[]> {
  await roundEnds(1, demo, signal);
  const itemsOfRound1 = demo.events.length;
  show.sayHeading(`Round 2: ${show.describeUpdates(demo.feeds)}`);
  show.sayTableHead();
  await startRound2(demo);
  await roundEnds(2, demo, signal);
  const failed = await readFailedFeeds(demo);
  const counts = await actualCounts(demo, itemsOfRound1, failed);
  show.sayStory(demo.events);
  show.saySummary(counts, failed);
  return differences(expectedCounts(demo.feeds), counts);
}

/** Something for the consumer to print: the service finds it when Harbour Watch is due again. */
async function writeOn(site: Site, signal: AbortSignal): Promise<never> {
  for (let number = 1; ; number++) {
    await sleep(WRITE_EVERY, undefined, { signal });
    site.publish(HARBOUR_WATCH, harbourLog(number, new Date()), 0);
  }
}

/** Says what is wrong, with the service's log, which is about to be removed. */
function fail(what: string, details: readonly string[], logFile: string): number {
  const lines = [`demo: ${what}`, ...details.map((detail) => `  ${detail}`), "", "The service's log:"];
  process.stderr.write(`\n${lines.join("\n")}\n${readFileSync(logFile, "utf8")}`);
  return 1;
}
