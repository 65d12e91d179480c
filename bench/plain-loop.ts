/**
 * What one would write without Wirefold: fetch, parse, print what was not seen yet. Everything is in memory, so all of
 * it is new again after a restart, and one copy is all that can run. It is the yardstick of `bench poll`.
 *
 * usage: node plain-loop.ts FILE, with an address a line. For each line on standard input it polls all feeds once,
 * prints "item ADDRESS GUID" for what is new, and then "done".
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Parser from "rss-parser";
import { request } from "undici";

const CONCURRENCY = 32;

const urls = readFileSync(process.argv[2] ?? "", "utf8")
  .split("\n")
  .filter(Boolean);
const parser = new Parser<object, { id?: string }>();
const validators = new Map<string, Record<string, string>>();
const seen = new Set<string>();

for await (const _ of createInterface(process.stdin)) {
  const waiting = urls.values();
  await Promise.all(Array.from({ length: CONCURRENCY }, () => pollInTurn(waiting)));
  process.stdout.write("done\n");
}

async function pollInTurn(waiting: Iterable<string>): Promise<void> {
  for (const url of waiting) await poll(url);
}

async function poll(url: string): Promise<void> {
  const { statusCode, headers, body } = await request(url, { headers: validators.get(url) ?? {} });
  if (statusCode !== 200) {
    await body.dump();
    if (statusCode !== 304) throw new Error(`${url} answered with status ${statusCode}`);
    return;
  }
  const { items } = await parser.parseString(await body.text());
  const fresh = items
    .map(({ guid, id, link }) => `${url} ${guid ?? id ?? link}`)
    .filter((key) => !seen.has(key));
  for (const key of fresh) seen.add(key);
  if (fresh.length > 0) process.stdout.write(fresh.map((key) => `item ${key}\n`).join(""));
  const { etag, "last-modified": lastModified } = headers;
  validators.set(url, {
    ...(etag && { "if-none-match": String(etag) }),
    ...(lastModified && { "if-modified-since": String(lastModified) }),
  });
}
