import { styleText } from "node:util";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ItemEvent } from "../item.ts";
import { readEvents, STREAM_START, streamEnd } from "../publish/item-stream.ts";
import { interrupted } from "./interruption.ts";
import { plainLine } from "./table.ts";
import { withRedis } from "./with-redis.ts";

interface TailOptions {
  json?: boolean;
  from: "now" | "start";
  count?: number;
}

const BATCH = 100;
const WAIT = 1_000;

export function itemsCommand(): Command {
  const items = new Command("items").description("Shows what is on the stream");
  items
    .command("tail")
    .description("Prints items as they arrive")
    .option("--json", "one event a line, as it is on the stream")
    .addOption(new Option("--from <place>", "where to begin").choices(["now", "start"]).default("now"))
    .option("--count <n>", "end after so many", readCount)
    .action(tail);
  return items;
}

async function tail({ json = false, from, count = Number.POSITIVE_INFINITY }: TailOptions): Promise<void> {
  await withRedis(async (redis) => {
    let position = from === "start" ? STREAM_START : await streamEnd(redis);
    let left = count;
    while (left > 0 && !interrupted.aborted) {
      const entries = await readEvents(redis, position, Math.min(BATCH, left), WAIT);
      for (const { event } of entries)
        process.stdout.write(`${json ? JSON.stringify(event) : describe(event)}\n`);
      left -= entries.length;
      position = entries.at(-1)?.position ?? position;
    }
  });
}

function describe({ event, item }: ItemEvent): string {
  const when = (item.published ?? "no date").slice(0, 16).replace("T", " ");
  const source = plainLine(item.feed.title ?? item.feed.url);
  const title = plainLine(item.title ?? item.summary ?? "(no title)");
  return [
    `${styleText("dim", when.padEnd(16))}  ${styleText("green", event)}  ${styleText("bold", title)}`,
    `                  ${styleText("cyan", source)}  ${item.url ?? ""}`,
  ].join("\n");
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError("must be a whole number from 1 on");
  return count;
}
