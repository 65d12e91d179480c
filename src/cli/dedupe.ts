import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Command } from "commander";
import type { Redis } from "ioredis";
import { createItemIndex, type ItemIndex } from "../dedupe/item-index.ts";
import { ConfigError } from "../errors.ts";
import type { Verdict } from "../item.ts";
import { type IndexKeys, indexKeys } from "../redis/keys.ts";
import { type ItemLine, readItemLine } from "./item-line.ts";
import { interrupted } from "./interruption.ts";
import { arrivalOf, clockAfter } from "./line-arrival.ts";
import { withRedis } from "./with-redis.ts";

export function dedupeCommand(): Command {
  return new Command("dedupe")
    .description("Judges the items of a file in their order, as the service would, and keeps nothing of them")
    .argument(
      "<file>",
      "a JSON object a line: id, url, guid, feed, title, content, published; `-` for standard input",
    )
    .action(dedupe);
}

/** An item of the file, by the id that the index gave it. */
type Names = Map<string, { id: string; story: string }>;

async function dedupe(file: string): Promise<void> {
  await withRedis(async (redis, { storyDays }) => {
    const keys = indexKeys(`{wf:dedupe:${randomUUID()}}`);
    try {
      await judgeFile(file, createItemIndex(redis, { keys, windowDays: storyDays }));
    } finally {
      await removeAll(redis, keys);
    }
  });
}

async function judgeFile(file: string, index: ItemIndex): Promise<void> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  const names: Names = new Map();
  let now = new Date(0);
  let number = 0;
  try {
    for await (const text of createInterface({ input })) {
      number++;
      if (interrupted.aborted) return;
      if (text.trim() === "") continue;
      const line = readItemLine(text, `${file}:${number}`);
      now = clockAfter(now, line);
      process.stdout.write(`${JSON.stringify(await judgeLine(line, now, index, names))}\n`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new ConfigError(`${file}: ${(error as Error).message}`);
  }
}

async function judgeLine(line: ItemLine, now: Date, index: ItemIndex, names: Names): Promise<object> {
  const arrival = arrivalOf(line, now);
  const [verdict] = await index.admit(line.feed, [arrival], null, now);
  if (!verdict) throw new Error("an item without verdict");
  return { id: line.id, ...describe(line.id, arrival.itemId, verdict, names) };
}

/** The verdict, in the ids of the file. */
function describe(id: string, itemId: string, verdict: Verdict, names: Names): object {
  const nameOf = (indexId: string): string => names.get(indexId)?.id ?? indexId;
  const told = (story: string): void => {
    if (!names.has(itemId)) names.set(itemId, { id, story });
  };
  switch (verdict.kind) {
    case "new":
      told(id);
      return { verdict: "new", story: id, of: null, matchedBy: null, score: null };
    case "duplicate": {
      const { of, matchedBy, score } = verdict;
      return { verdict: "duplicate", story: names.get(of)?.story ?? of, of: nameOf(of), matchedBy, score };
    }
    case "reprint":
    case "revision": {
      const { of, matchedBy, score, differs } = verdict.relation;
      const story = nameOf(verdict.story);
      told(story);
      return { verdict: verdict.kind, story, of: nameOf(of), matchedBy, score, differs };
    }
    default:
      throw new Error(`a verdict that is not asked for: ${verdict.kind}`);
  }
}

async function removeAll(redis: Redis, keys: IndexKeys): Promise<void> {
  let cursor = "0";
  do {
    const [next, names] = await redis.scan(cursor, "MATCH", keys.all, "COUNT", 1_000);
    if (names.length > 0) await redis.unlink(names);
    cursor = next;
  } while (cursor !== "0");
}
