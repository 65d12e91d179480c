import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findFreePort } from "../src/redis/embedded/process.ts";
import { dataFile, findNginx } from "./data.ts";
import { stopChild, type Scratch } from "./scratch.ts";

const START_TIME = 10_000;
/** Milliseconds after which nginx writes what it has not written of its log. */
const LOG_DELAY = 300;

/** Version 0 is what the feeds hold first; in version 1, one feed in ten has three more items. */
export type Version = 0 | 1;

/** Invented feeds behind a real web server, and the truth about them. */
export interface Farm {
  /** A file with an address a line. */
  urlsFile: string;
  urls: string[];
  /** Shows this version from now on. */
  show(version: Version): Promise<void>;
  /** Keys of the items that first appeared in a version. */
  itemsOf(version: Version): string[];
  /** The story of every item that a version holds, by its key. */
  storiesUntil(version: Version): Map<string, string>;
  /** How often each HTTP status was answered since the last call, such as "100 x 200, 900 x 304". */
  takeStatuses(): Promise<string>;
}

export interface FarmSize {
  feeds: number;
  items: number;
  hosts: number;
}

/** By what an item is compared with the truth: the file name of its feed, and its guid. */
export function itemKey(feedUrl: string, guid: string | null): string {
  return `${new URL(feedUrl).pathname.slice(1)} ${guid}`;
}

const execute = promisify(execFile);

/** Makes a farm and serves it until the end of the bench. */
export async function startFarm(scratch: Scratch, { feeds, items, hosts }: FarmSize): Promise<Farm> {
  const maker = dataFile("tools", "farm", "mkfarm.mjs");
  const server = dataFile("tools", "farm", "serve.mjs");
  const nginx = findNginx();
  const dir = join(scratch.dir, "farm");
  const mkfarm = async (command: string, options: Record<string, number>): Promise<void> => {
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await execute(process.execPath, [maker, command, "--out", dir, ...words]);
  };
  await mkfarm("make", { feeds, items, hosts, port: await findFreePort() });
  // Half of the new items stand below known ones: whoever reads only the top of a feed loses them.
  await mkfarm("advance", { share: 10, add: 3, backdate: 50 });
  await mkfarm("use", { version: 0 });
  const { stdout: config } = await execute(process.execPath, [server, "--farm", dir, "--print"]);
  startNginx(scratch, nginx, join(dir, "nginx"), config);

  const urlsFile = join(dir, "urls.txt");
  const urls = linesOf(urlsFile);
  await untilServed(urls[0] ?? "");
  const truth = linesOf(join(dir, "truth.jsonl")).map(
    (line) => JSON.parse(line) as { v: number; feed: string; guid: string; story: string },
  );
  const accessLog = join(dir, "nginx", "access.log");
  let read = 0;
  const farm: Farm = {
    urlsFile,
    urls,
    show: (version) => mkfarm("use", { version }),
    itemsOf: (version) => truth.filter(({ v }) => v === version).map(({ feed, guid }) => `${feed} ${guid}`),
    storiesUntil: (version) =>
      new Map(
        truth.filter(({ v }) => v <= version).map(({ feed, guid, story }) => [`${feed} ${guid}`, story]),
      ),
    async takeStatuses() {
      await sleep(2 * LOG_DELAY);
      const lines = linesOf(accessLog);
      const counts = new Map<string, number>();
      for (const line of lines.slice(read)) {
        const [status = ""] = line.split(" ", 1);
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
      read = lines.length;
      const sorted = [...counts].toSorted(([a], [b]) => a.localeCompare(b));
      return sorted.map(([status, count]) => `${count} x ${status}`).join(", ");
    },
  };
  // The question whether it is up is nobody's poll.
  await farm.takeStatuses();
  return farm;
}

function startNginx(scratch: Scratch, program: string, dir: string, config: string): void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "nginx.conf");
  writeFileSync(file, config);
  // In a process group of its own: Ctrl-C ends it through the clean-up, after those that ask it.
  const child = spawn(program, ["-c", file, "-p", dir], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  scratch.onEnd(() => stopChild(child));
}

async function untilServed(url: string): Promise<void> {
  const deadline = Date.now() + START_TIME;
  while (Date.now() < deadline) {
    const answer = await fetch(url, { headers: { connection: "close" } }).catch(() => null);
    await answer?.bytes();
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`nginx did not serve ${url} within ${START_TIME / 1000} s`);
}

const linesOf = (file: string): string[] => readFileSync(file, "utf8").split("\n").filter(Boolean);
