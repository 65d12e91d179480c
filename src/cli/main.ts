import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { ConfigError, WirefoldError } from "../errors.ts";
import { dedupeCommand } from "./dedupe.ts";
import { feedsCommand } from "./feeds.ts";
import { hostsCommand } from "./hosts.ts";
import { inspectCommand } from "./inspect.ts";
import { itemsCommand } from "./items.ts";
import { redisUrlCommand } from "./redis-url.ts";
import { runCommand } from "./run.ts";
import { storiesCommand } from "./stories.ts";
import { endWithReader } from "./interruption.ts";
import { plainLine } from "./table.ts";

const HELP = `
Exit codes: 0 done, 1 failed, 2 wrong use or configuration.
Environment: REDIS_URL, WIREFOLD_FEEDS, WIREFOLD_MIN_INTERVAL and others; see docs/configuration.md.`;

/**
 * Runs a command line. Errors that a person can act on are printed as one message; anything else is a fault in the
 * program and comes with its stack.
 */
export async function main(argv: readonly string[]): Promise<void> {
  endWithReader();
  try {
    await program().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof WirefoldError) {
      const message = error.message.split("\n").map(plainLine).join("\n");
      process.stderr.write(`wirefold: ${message}\n`);
      process.exitCode = error instanceof ConfigError ? 2 : 1;
    } else {
      process.stderr.write(
        `wirefold: unexpected error, please report it\n${(error as Error).stack ?? String(error)}\n`,
      );
      process.exitCode = 1;
    }
  }
}

function program(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const root = new Command("wirefold")
    .description("Polls news feeds, folds reprints into stories, and puts the items on Redis")
    .version(version)
    .addHelpText("after", HELP)
    .showHelpAfterError("(--help explains)");
  for (const command of [
    runCommand(),
    feedsCommand(),
    itemsCommand(),
    storiesCommand(),
    hostsCommand(),
    inspectCommand(),
    dedupeCommand(),
    redisUrlCommand(),
  ]) {
    root.addCommand(command);
  }
  throwInsteadOfExit(root);
  return root;
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
