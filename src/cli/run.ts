import { Command, Option } from "commander";
import { ROLE_NAMES, startService, type RoleName } from "../../workers/all.ts";
import { stopSignal } from "../../workers/lifecycle.ts";
import { type Config, loadConfig } from "../config.ts";
import { ConfigError } from "../errors.ts";
import { createLogger } from "../log.ts";

interface RunOptions {
  feeds?: string;
  role?: RoleName[];
}

export function runCommand(): Command {
  return new Command("run")
    .description("Runs the service until SIGTERM or SIGINT")
    .option(
      "--feeds <file>",
      "feeds to poll, as YAML or OPML (default: WIREFOLD_FEEDS; without either, the registered feeds)",
    )
    .addOption(
      new Option("--role <names>", "what this process does, several separated by commas")
        .argParser(readRoles)
        .default(undefined, "scheduler,fetcher,relay, and admin where WIREFOLD_ADMIN is set"),
    )
    .addHelpText(
      "after",
      "\nWithout REDIS_URL a private redis-server is started, with its data in .wirefold/.\nLogs go to standard error, one JSON line each.",
    )
    .action(run);
}

async function run({ feeds, role }: RunOptions): Promise<void> {
  const fromEnvironment = loadConfig();
  const config = { ...fromEnvironment, feedsFile: feeds ?? fromEnvironment.feedsFile };
  const log = createLogger(config.logLevel);
  const stopping = stopSignal();
  const service = await startService(config, role ?? usualRoles(config), log);
  log.info({ signal: await stopping }, "stopping");
  const ended = await service.stop();
  if (ended) log.info(service.metrics.totals, "stopped");
  else
    log.warn(
      { seconds: config.shutdownSeconds },
      "stopped at the deadline; unfinished polls will be repeated",
    );
  // A connection that waits for a Redis which is gone would keep the process.
  process.exit(0);
}

/** @throws ConfigError */
function usualRoles({ admin, publicUrl }: Config): RoleName[] {
  if (admin !== null) return [...ROLE_NAMES];
  if (publicUrl !== null)
    throw new ConfigError(
      "WIREFOLD_PUBLIC_URL leads nowhere: set WIREFOLD_ADMIN to the address to listen on",
    );
  return ROLE_NAMES.filter((name) => name !== "admin");
}

function readRoles(value: string): RoleName[] {
  const names = value.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !(ROLE_NAMES as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new ConfigError(
      `--role: "${unknown.join('", "')}" is not a role; the roles are ${ROLE_NAMES.join(", ")}`,
    );
  return [...new Set(names as RoleName[])];
}
