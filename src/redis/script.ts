import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";

/**
 * A Lua script of `redis/lua/`. Its header there is the contract: purpose, KEYS, ARGV, result.
 * A line `--@include NAME` stands for a file of `redis/lua-modules/`: functions that a script is long enough without.
 * The number in the file name is how many keys it takes; `n` stands for any number.
 */
export interface Script {
  readonly lua: string;
  readonly sha1: string;
}

export function loadScript(name: string): Script {
  const lua = readLua(`lua/${name}`).replace(/^--@include (\S+)$/gm, (_, module: string) =>
    readLua(`lua-modules/${module}`),
  );
  return { lua, sha1: hash("sha1", lua) };
}

const readLua = (name: string): string => readFileSync(new URL(`./${name}.lua`, import.meta.url), "utf8");

/** Runs a script by its hash, sending the text only to a server that does not hold it yet. */
export async function runScript(
  redis: Redis,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha1, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return redis.eval(script.lua, keys.length, ...keys, ...args);
  }
}
