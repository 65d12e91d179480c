import { Command } from "commander";
import { createHeldItems } from "../backfill/held-items.ts";
import { createItemIndex } from "../dedupe/item-index.ts";
import { releaseHeld } from "../release-held.ts";
import { findFeeds } from "./find-feeds.ts";
import { withRedis } from "./with-redis.ts";

export function releaseCommand(): Command {
  return new Command("release")
    .description("Emits what feeds hold back of a flood of entries, marked as backfill, by id or address")
    .argument("<feed...>")
    .option("--drop", "emit none of it: it stays known, and is never news")
    .action(release);
}

async function release(names: string[], { drop = false }: { drop?: boolean }): Promise<void> {
  await withRedis(async (redis, { storyDays }) => {
    const held = createHeldItems(redis);
    const index = createItemIndex(redis, { windowDays: storyDays });
    for (const { id, url } of await findFeeds(redis, names)) {
      const { emitted, duplicates, dropped } = await releaseHeld(id, drop ? "drop" : "emit", held, index);
      const counts = drop ? `${dropped} dropped` : `${emitted} emitted, ${duplicates} told already`;
      process.stdout.write(`${id}  ${url}: ${counts}\n`);
    }
  });
}
