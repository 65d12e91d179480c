import { styleText } from "node:util";
import { formatTable, plainLine } from "../src/cli/table.ts";
import type { Item, ItemEvent } from "../src/item.ts";
import { INDEX_KEYS, ITEMS_QUEUE_PREFIX } from "../src/redis/keys.ts";
import { ROUNDS, type Counts } from "./counts.ts";
import type { FailedFeed } from "./rounds.ts";
import type { SampleFeed } from "./samples/sample-feed.ts";

/** Columns: those of the terminal, but not fewer than the tables need, and 100 in a pipe. */
const WIDTH = Math.min(Math.max(process.stdout.columns ?? 100, 80), 100);
const TIME = 16;
const FORMAT = 6;
const FEED = 19;

/** Prints a line on standard output. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

export function sayHeading(text: string): void {
  say(`\n${styleText("bold", text)}`);
}

export function sayTableHead(): void {
  say(
    styleText("dim", ["TIME".padEnd(TIME), "FORMAT".padEnd(FORMAT), "FEED".padEnd(FEED), "TITLE"].join("  ")),
  );
}

/** One row, printed as soon as the item is there; so the columns have fixed widths. */
export function sayItem(item: Item, format: string): void {
  const time = item.published?.slice(0, 16).replace("T", " ") ?? "no date";
  const title = `${item.event === "reprint" ? "reprint: " : ""}${plainLine(item.title ?? "(no title)")}`;
  say(
    [
      styleText("dim", time.padEnd(TIME)),
      styleText("green", format.padEnd(FORMAT)),
      styleText("cyan", clip(plainLine(item.feed.title ?? item.feed.url), FEED).padEnd(FEED)),
      clip(title, WIDTH - TIME - FORMAT - FEED - 6),
    ].join("  "),
  );
}

/** What changes for the second round, in words. */
export function describeUpdates(feeds: readonly SampleFeed[]): string {
  const updates = feeds.flatMap(({ title, update }) =>
    update ? [`${title} has a new entry ${update.below === 0 ? "on top" : "below a known one"}`] : [],
  );
  return updates.join(", ");
}

/** One story, with everybody who carries it. */
export function sayStory(events: readonly ItemEvent[]): void {
  const reprint = events.find(({ event }) => event === "reprint");
  if (!reprint?.item.relation) return;
  const { score, differs, matchedBy } = reprint.item.relation;
  sayHeading("One story, told once");
  for (const { event, item, story } of events) {
    if (story === reprint.story) say(`  ${event.padEnd(8)}  ${item.url ?? ""}`);
  }
  const share = `${Math.round(score * 100)} % of the shorter text is in the other`;
  say(
    styleText(
      "dim",
      `  matched by ${matchedBy}: ${share}; title ${differs?.title ? "changed" : "the same"}, ${differs?.figures ?? 0} figures replaced`,
    ),
  );
}

export function saySummary(counts: Counts, failed: readonly FailedFeed[]): void {
  const read = counts.feeds - failed.length;
  const itemsOfRound1 = counts.items - counts.itemsOfRound2;
  sayHeading("Summary");
  sayCount("feeds", counts.feeds, `${read} were read, ${failed.length} failed`);
  sayCount("polls", counts.polls, `${ROUNDS} of each feed`);
  sayCount(
    "unchanged",
    counts.unchanged,
    `${counts.notModified} by 304 Not Modified, the others by the same document again`,
  );
  sayCount(
    "items",
    counts.items,
    `${itemsOfRound1} in round 1, ${counts.itemsOfRound2} in round 2, ${counts.repeated} repeated`,
  );
  sayCount("duplicates", counts.duplicates, "entries whose article another feed had brought already");
  sayCount("reprints", counts.reprints, "items that joined the story of another outlet's");
  sayCount("failures", counts.failures, "polls that failed; every other feed went on");

  const rows = failed.map(({ path, code, message }) => [path, code, plainLine(message)]);
  say(`\n${formatTable(["FAILED FEED", "CODE", "MESSAGE"], rows, WIDTH)}`);

  say(
    `\nThe items are in Redis: ${counts.items} events on the stream ${INDEX_KEYS.items}, and ${counts.jobs} jobs in the BullMQ queue`,
  );
  say(`"items" (prefix ${ITEMS_QUEUE_PREFIX}). With a service: npx wirefold items tail --from start`);
}

function sayCount(name: string, count: number, note: string): void {
  say(`  ${name.padEnd(10)}  ${styleText("bold", String(count).padStart(2))}  ${styleText("dim", note)}`);
}

/** How to get at the items while the demo runs on. */
export function sayStillRunning(redisUrl: string, logFile: string): void {
  sayHeading("Still running: Ctrl-C ends it and removes everything");
  say(`  Redis  ${redisUrl}`);
  say(`  log    ${logFile}`);
  say("\nIn another terminal:");
  say(`  export REDIS_URL=${redisUrl}`);
  say("  npx wirefold items tail --from start");
  say("  npx wirefold feeds list");
  say("  npx wirefold stories");
  say(`  redis-cli -u $REDIS_URL XREVRANGE '${INDEX_KEYS.items}' + - COUNT 1`);
}

function clip(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
