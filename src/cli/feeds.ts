import { Command, Option } from "commander";
import { forgetFeedLater, rememberFeed } from "../dedupe/item-index.ts";
import { ConfigError } from "../errors.ts";
import { readFirstEntries } from "../first-entries.ts";
import {
  type FirstEntries,
  FULL_TEXT,
  type FullText,
  IDENTITY_POLICIES,
  type IdentityPolicy,
  type PageSelectors,
} from "../model.ts";
import { parseDuration } from "../registry/duration.ts";
import { feedAddress, feedId } from "../registry/feed-address.ts";
import type { FeedEntry } from "../registry/feed-entry.ts";
import { feedRequest } from "../registry/feed-request.ts";
import { createFeedRegistry } from "../registry/feed-registry.ts";
import { isTimeZone } from "../registry/time-zone.ts";
import { readFeedsFile } from "../registry/feeds-file.ts";
import { writeOpml } from "../registry/opml.ts";
import { writeYamlFeeds } from "../registry/yaml-feeds.ts";
import { createDueFeeds } from "../schedule/due-feeds.ts";
import { millisecondsToFirstPoll } from "../schedule/first-poll.ts";
import { createSubscriptions } from "../websub/subscriptions.ts";
import { discoverCommand } from "./discover-feeds.ts";
import { explainFeed } from "./explain-feed.ts";
import { findFeeds } from "./find-feeds.ts";
import { listFeeds } from "./list-feeds.ts";
import { readPageOption } from "./page-option.ts";
import { releaseCommand } from "./release.ts";
import { withRedis } from "./with-redis.ts";

export function feedsCommand(): Command {
  const feeds = new Command("feeds").description("Adds, lists, removes, imports, exports and polls feeds");
  feeds
    .command("add <url...>")
    .description("Registers feeds; a running service polls them at once")
    .option("--title <text>", "name to show instead of the feed's own")
    .option("--every <time>", "time between two polls, such as 30m or 6h", readInterval)
    .addOption(
      new Option("--identity <what>", "what tells entries apart, whatever the guids are like").choices(
        IDENTITY_POLICIES,
      ),
    )
    .option("--zone <name>", "zone of times that name none, such as Europe/Berlin", readZone)
    .option("--no-conditional", "asks for the whole document every time, for servers that lie")
    .option("--conditional", "asks only for what changed, as usual")
    .option(
      "--first <what>",
      "what of the first document is emitted: none, a number, or a time such as 7d",
      readFirst,
    )
    .addOption(
      new Option("--full-text <when>", "when the article's own page is read for its text").choices(FULL_TEXT),
    )
    .option(
      "--page <selectors>",
      "CSS selectors of a page, such as '{ item: li.news, date: time }'",
      readPageOption,
    )
    .action(add);
  feeds
    .command("list")
    .description("Lists the feeds with their last poll")
    .option("--json", "one JSON line a feed")
    .action(listFeeds);
  feeds
    .command("explain <feed>")
    .description("Tells when a feed is polled next, and why then, by id or address")
    .option("--json", "one JSON document")
    .action(explainFeed);
  feeds
    .command("remove <feed...>")
    .description("Removes feeds, by id or address; what was seen is remembered for 90 days")
    .action(remove);
  feeds
    .command("import <file>")
    .description("Registers the feeds of a YAML or OPML file; they stay when the file changes")
    .action((file: string) => register(readFeedsFile(file)));
  feeds
    .command("export")
    .description("Prints all feeds as a file that can be imported")
    .addOption(new Option("--format <name>", "kind of file").choices(["yaml", "opml"]).default("yaml"))
    .action(exportFeeds);
  feeds
    .command("poll [feed...]")
    .description("Makes feeds due now, by id or address; a running service polls them")
    .option("--all", "all feeds")
    .action(poll);
  feeds.addCommand(releaseCommand());
  feeds.addCommand(discoverCommand());
  return feeds;
}

async function add(
  urls: string[],
  said: {
    title?: string;
    every?: number;
    identity?: IdentityPolicy;
    zone?: string;
    conditional?: boolean;
    first?: FirstEntries;
    fullText?: FullText;
    page?: PageSelectors;
  },
): Promise<void> {
  const { title = null, every: interval = null, identity = null, zone = null, first = null } = said;
  const { conditional = null, fullText = null, page = null } = said;
  const request = feedRequest({ conditional, headers: null, auth: null, proxy: null });
  await register(
    urls.map((url) => ({
      url: readAddress(url),
      title,
      interval,
      identity,
      zone,
      request,
      first,
      fullText,
      page,
    })),
  );
}

async function register(entries: readonly FeedEntry[]): Promise<void> {
  await withRedis(async (redis, config) => {
    const { added, changed } = await createFeedRegistry(redis).add(entries);
    // All of them: one that a crash left without a time gets it now, and the others keep theirs.
    const ids = entries.map(({ url }) => feedId(url));
    const first = ids.map((id): [string, number] => [
      id,
      millisecondsToFirstPoll(id, added.length, config.minInterval),
    ]);
    await createDueFeeds(redis).scheduleNew(new Map(first));
    for (const { id } of added) await rememberFeed(redis, id);
    for (const feed of added) print(`added    ${feed.id}  ${feed.url}`);
    for (const feed of changed) print(`changed  ${feed.id}  ${feed.url}`);
    const same = entries.length - added.length - changed.length;
    if (same > 0) print(`${same} known already`);
  });
}

async function remove(names: string[]): Promise<void> {
  await withRedis(async (redis) => {
    const feeds = await findFeeds(redis, names);
    await createFeedRegistry(redis).remove(feeds);
    await createSubscriptions(redis).leave(feeds.map(({ id }) => id));
    for (const { id, url } of feeds) {
      await forgetFeedLater(redis, id);
      print(`removed  ${id}  ${url}`);
    }
  });
}

async function exportFeeds({ format }: { format: "yaml" | "opml" }): Promise<void> {
  await withRedis(async (redis) => {
    const feeds = await createFeedRegistry(redis).list();
    process.stdout.write(format === "yaml" ? writeYamlFeeds(feeds) : writeOpml(feeds));
  });
}

async function poll(names: string[], { all = false }: { all?: boolean }): Promise<void> {
  if (!all && names.length === 0)
    throw new ConfigError("feeds poll: name feeds by id or address, or say --all");
  await withRedis(async (redis) => {
    const feeds = all ? await createFeedRegistry(redis).list() : await findFeeds(redis, names);
    const count = await createDueFeeds(redis).pollNow(feeds.map(({ id }) => id));
    print(`${count} due now`);
  });
}

/** @throws ConfigError */
function readAddress(text: string): string {
  try {
    return feedAddress(text);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

/** @throws ConfigError */
function readInterval(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === null) throw new ConfigError(`--every: "${text}" is not a time such as 90s, 15m, 6h or 1d`);
  return seconds;
}

/** @throws ConfigError */
function readZone(text: string): string {
  if (!isTimeZone(text)) throw new ConfigError(`--zone: "${text}" is not a time zone such as Europe/Berlin`);
  return text;
}

/** @throws ConfigError */
function readFirst(text: string): FirstEntries {
  const first = readFirstEntries(text);
  if (first === null)
    throw new ConfigError(`--first: "${text}" is neither "none" nor a number nor a time such as 7d`);
  return first;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
