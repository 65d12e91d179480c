import { Command } from "commander";
import { createHeldItems } from "../backfill/held-items.ts";
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
  await withRedis(async (redis) => {
    const held = createHeldItems(redis);
    for (const { id, url } of await findFeeds(redis, names)) {
      const { emitted, duplicates, dropped } = await held.release(id, drop ? "drop" : "emit");
      const counts = drop
        ? `${dropped} dropped`
        : `${emitted} emitted, ${duplicates} told by other feeds already`;
      process.stdout.write(`${id}  ${url}: ${counts}\n`);
    }
  });
}
