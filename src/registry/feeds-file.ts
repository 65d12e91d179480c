import { readFileSync } from "node:fs";
import { ConfigError } from "../errors.ts";
import type { FeedEntry } from "./feed-entry.ts";
import { readOpml } from "./opml.ts";
import { readYamlFeeds } from "./yaml-feeds.ts";

/**
 * Feeds of a YAML or OPML file; the content decides which it is. The same address twice is one feed.
 *
 * @throws ConfigError naming the file, the line and the mistake
 */
export function readFeedsFile(path: string): FeedEntry[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}`);
  }
  const entries = /^\uFEFF?\s*</.test(text)
    ? readOpml(text.replace(/^\uFEFF/, ""), path)
    : readYamlFeeds(text, path);
  return [...new Map(entries.map((entry) => [entry.url, entry])).values()];
}
