import { Command } from "commander";
import { loadConfig } from "../config.ts";
import { RedisError } from "../errors.ts";
import { findPrivateServer } from "../redis/embedded/private-server.ts";

export function redisUrlCommand(): Command {
  return new Command("redis-url")
    .description("Prints the address of the Redis that a running service uses, for consumers")
    .action(printRedisUrl);
}

async function printRedisUrl(): Promise<void> {
  const { redisUrl, dataDir } = loadConfig();
  const server = redisUrl === null ? await findPrivateServer(dataDir) : null;
  const url = redisUrl ?? server?.url;
  if (url === undefined) {
    throw new RedisError(
      "REDIS_UNREACHABLE",
      `no private Redis is running for ${dataDir}. Start the service with \`wirefold run\``,
    );
  }
  process.stdout.write(`${url}\n`);
  await server?.leave();
}
