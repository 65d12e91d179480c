import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { requireLinux } from "./data.ts";
import { WrongResultError } from "./failure.ts";
import { spreadOf } from "./measure.ts";
import { describeRun, formatNumber, formatTable, publish } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import { faultsIn } from "./service-log.ts";
import { prepareService } from "./service.ts";

const HOSTS = 200;
const FEEDS_PER_HOST = 10;
const SPACING = 1_000;
const PROCESSES = 2;
/** Seconds for one poll of all feeds if every request left at the first moment allowed. */
const IDEAL = (FEEDS_PER_HOST * SPACING) / 1_000;
const MOST = 1.2 * IDEAL;

/**
 * Polls the feeds of many hosts that are all due at once, with several processes, and notes at the server when each
 * request came.
 *
 * @throws WrongResultError when two requests to a host came too soon after one another, or all together took too long
 */
export async function benchPolite(scratch: Scratch): Promise<void> {
  requireLinux();
  const arrivals = new Map<string, number[]>();
  const base = await serveFeeds(scratch, (host) => {
    const times = arrivals.get(host) ?? [];
    arrivals.set(host, times);
    times.push(performance.now());
  });
  const service = await prepareService(scratch, "service", base, {
    WIREFOLD_HOST_UNIT: "host",
    WIREFOLD_HOST_SPACING: String(SPACING),
  });
  const started = performance.now();
  for (let at = 0; at < PROCESSES; at++) service.start();
  await service.untilAllPolled();
  const exitCode = await service.stop();

  const all = [...arrivals.values()].flat();
  const first = Math.min(...all);
  const seconds = (Math.max(...all) - first) / 1_000;
  const gaps = [...arrivals.values()].flatMap((times) =>
    times.slice(1).map((time, at) => time - (times[at] ?? 0)),
  );
  const { min, median } = spreadOf(gaps);
  const mistakes = [
    ...(all.length === base.length ? [] : [`${all.length} requests for ${base.length} feeds`]),
    ...(min >= SPACING
      ? []
      : [`${gaps.filter((gap) => gap < SPACING).length} gaps too short, least ${min} ms`]),
    ...(seconds <= MOST ? [] : [`${seconds} s; at most ${MOST} s were allowed`]),
    ...faultsIn(service.log()),
    ...(exitCode === 0 ? [] : [`a service ended with ${exitCode ?? "a signal"}`]),
  ];
  const table = formatTable(
    ["", "value"],
    [
      ["requests", String(all.length)],
      ["least time between two requests to a host, ms", formatNumber(min)],
      ["median of it, ms", formatNumber(median)],
      ["seconds from the first request to the last", formatNumber(seconds)],
      ["ideal, feeds a host x spacing", formatNumber(IDEAL)],
      [
        "seconds from the start of the processes to the first request",
        formatNumber((first - started) / 1_000),
      ],
    ],
  );
  if (mistakes.length > 0) throw new WrongResultError(`${mistakes.join("\n")}\n${table}`);
  publish("polite", `${describeRun("polite", service.redisVersion)}\n\n${table}`);
}

/** Feeds at 127.0.1.1 and following addresses. Returns their addresses, one host after the other in turns. */
async function serveFeeds(scratch: Scratch, arrived: (host: string) => void): Promise<string[]> {
  const server = createServer(({ socket, url = "" }, response) => {
    const host = socket.localAddress ?? "";
    arrived(host);
    const title = `${host} ${url}`;
    response
      .setHeader("content-type", "application/rss+xml")
      .end(
        `<rss version="2.0"><channel><item><title>${title}</title><guid>${title}</guid></item></channel></rss>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  scratch.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Array.from(
    { length: HOSTS * FEEDS_PER_HOST },
    (_, at) => `http://127.0.1.${1 + (at % HOSTS)}:${port}/${Math.floor(at / HOSTS)}.xml`,
  );
}
