import { connectRedis } from "../../src/redis/connection.ts";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import type { Arriving } from "./arriving.ts";
import { fullTexts, inventedText, under, withTinyJson } from "./full-texts.ts";

/*
 * A process that puts items into the index, as a worker does: node filler.ts REDIS_URL. Each message is an order; items
 * are made when it comes, and submitted at the next message, "go".
 */

/** Items by their numbers. */
export interface Order {
  from: number;
  to: number;
  /** Invented ones are all new; real ones are copies of each other to a part. */
  kind: "invented" | "real";
  hasTinyJson: boolean;
}

/** What submitting them took. */
export interface Work {
  milliseconds: number;
  cpuMilliseconds: number;
}

/** Items of one feed; as many as are submitted at once. */
const BATCH = 30;

const redis = await connectRedis(process.argv[2] ?? "");
const index = createItemIndex(redis, { keys: indexKeys("{bench}") });
const originals = fullTexts();
let items: Arriving[] = [];

process.on("message", (message: Order | "go") => {
  if (message === "go") {
    void submit().then((work) => process.send?.(work));
  } else {
    items = make(message);
    process.send?.("ready");
  }
});
process.send?.("ready");

function make({ from, to, kind, hasTinyJson }: Order): Arriving[] {
  return Array.from({ length: to - from }, (_, at) => {
    const number = from + at;
    const original = originals[number % originals.length];
    const item =
      kind === "real" && original
        ? under(original, number, original.item.title ?? "", original.item.text ?? "")
        : inventedText(originals, number);
    return hasTinyJson ? withTinyJson(item) : item;
  });
}

async function submit(): Promise<Work> {
  const started = performance.now();
  const before = process.cpuUsage();
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH);
    const last = batch.at(-1);
    if (!last) break;
    const arrivals = batch.map(({ arrival }) => arrival);
    await index.admit(last.feedId, arrivals, null, last.now);
  }
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - started, cpuMilliseconds: (user + system) / 1000 };
}
