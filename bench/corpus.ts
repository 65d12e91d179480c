import { differences } from "./compare.ts";
import { describeDigestion, OK, type Round } from "./corpus-report.ts";
import { serveCorpus } from "./corpus-server.ts";
import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { usageOf } from "./measure.ts";
import { describeRun, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import { faultsIn, isPoll } from "./service-log.ts";
import { prepareService, type Service } from "./service.ts";

/**
 * Polls a corpus of real and broken documents three times: as they are, as they are again, and with other bytes around
 * the same entries, so that not only the hash of the body says what is known.
 *
 * @throws WrongResultError when a feed has no result or another one than before, or an item comes again
 */
export async function benchCorpus(scratch: Scratch): Promise<void> {
  requireLinux();
  const corpus = await serveCorpus(scratch);
  const service = await prepareService(scratch, "service", corpus.urls, {
    // Every poll has its line in the log at this level.
    WIREFOLD_LOG_LEVEL: "debug",
    // All that a document can hold.
    WIREFOLD_FIRST: "10000",
  });
  let node = 0;
  const first = await digest(service, "first", async () => {
    node = service.start();
  });
  const again = await digest(service, "same bytes", () => service.feeds.pollAll());
  corpus.rewriteAll();
  const rewritten = await digest(service, "other bytes", () => service.feeds.pollAll());
  const rounds = [first, again, rewritten];
  const peaks = { node: usageOf(node).peakMegabytes, redis: usageOf(service.redisPid).peakMegabytes };
  const exitCode = await service.stop();

  const mistakes = [
    ...rounds.flatMap((round) => verify(round, first, corpus.urls)),
    ...differences(
      [...new Set(first.items)],
      rounds.flatMap(({ items }) => items),
    ).map((text) => `items of all rounds: ${text}`),
    ...faultsIn(service.log()),
    ...(exitCode === 0 ? [] : [`the service ended with ${exitCode ?? "a signal"}`]),
  ];
  if (mistakes.length > 0) throw new WrongResultError(mistakes.join("\n"));
  publish("corpus", `${describeRun("corpus", service.redisVersion)}\n\n${describeDigestion(rounds, peaks)}`);
}

async function digest(service: Service, name: string, begin: () => Promise<void>): Promise<Round> {
  const logged = service.log().length;
  const started = performance.now();
  await begin();
  await service.untilAllPolled();
  const seconds = (performance.now() - started) / 1000;
  const states = await service.feeds.states();
  const events = await service.feeds.takeEvents();
  return {
    name,
    seconds,
    results: new Map([...states].map(([url, { lastError }]) => [url, lastError?.code ?? OK])),
    items: events.map(({ id }) => id),
    polls: service.log().slice(logged).filter(isPoll),
  };
}

/** Every feed has exactly one poll in a round, and the result of the first round. */
function verify(round: Round, first: Round, urls: readonly string[]): string[] {
  const polled = round.polls.map(({ url }) => String(url));
  return [
    ...differences(urls, polled).map((text) => `${round.name} round, polls: ${text}`),
    ...differences(resultsOf(first), resultsOf(round)).map((text) => `${round.name} round, results: ${text}`),
  ];
}

const resultsOf = ({ results }: Round): string[] => [...results].map(([url, result]) => `${url} ${result}`);
