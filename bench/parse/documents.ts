import { readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Parser from "rss-parser";
import { dataFile } from "../data.ts";
import type { Scratch } from "../scratch.ts";

/** Bytes. A feed that is smaller than the first gets its own items repeated; a larger one than the second is left out. */
const REAL_SIZE = { least: 20_000, most: 200_000 };
/** Smaller files are samples of one feature. */
const SMALLEST = 2_000;
const COUNT = 200;

/** Real-sized feeds as files, and how many there are of what. */
export interface FeedFiles {
  paths: string[];
  bytes: number;
  /** How many are as they were captured; the others have their own items repeated. */
  asCaptured: number;
}

/**
 * Writes 200 feeds of 20 to 200 KB: those of the corpus that have that size, and smaller ones with their items repeated
 * up to sizes that are spread over that range. Only feeds in UTF-8 that rss-parser reads, or it could not be compared.
 */
export async function writeFeedFiles(scratch: Scratch): Promise<FeedFiles> {
  const originals = await readOriginals();
  const captured = originals.filter((text) => text.length >= REAL_SIZE.least);
  const small = originals.filter((text) => text.length < REAL_SIZE.least && hasItems(text));
  const texts = [...captured];
  for (let at = 0; texts.length < COUNT; at++) {
    const share = (texts.length - captured.length) / (COUNT - captured.length);
    const size = REAL_SIZE.least + share * (REAL_SIZE.most - REAL_SIZE.least);
    texts.push(enlarge(small[at % small.length] ?? "", size));
  }
  const paths = texts.map((text, at) => {
    const path = join(scratch.dir, `${at}.xml`);
    writeFileSync(path, text);
    return path;
  });
  const bytes = paths.reduce((total, path) => total + statSync(path).size, 0);
  return { paths, bytes, asCaptured: captured.length };
}

async function readOriginals(): Promise<string[]> {
  const list = dataFile("corpora", "feeds", "reference.jsonl");
  const texts: string[] = [];
  for (const line of readFileSync(list, "utf8").split("\n").filter(Boolean)) {
    const { path } = JSON.parse(line) as { path: string };
    const file = join(dirname(list), path);
    const { size } = statSync(file);
    if (size < SMALLEST || size > REAL_SIZE.most) continue;
    const body = readFileSync(file);
    const text = body.toString("utf8");
    if (Buffer.from(text).equals(body) && (await isReadable(text))) texts.push(text);
  }
  return texts;
}

async function isReadable(text: string): Promise<boolean> {
  try {
    return (await new Parser().parseString(text)).items.length > 0;
  } catch {
    return false;
  }
}

const ITEMS = /<(item|entry)[\s>][\s\S]*<\/\1>/;

const hasItems = (text: string): boolean => ITEMS.test(text);

function enlarge(text: string, size: number): string {
  const found = ITEMS.exec(text);
  if (!found) return text;
  const [items] = found;
  const copies = Math.max(1, Math.round((size - text.length) / items.length) + 1);
  return text.slice(0, found.index) + items.repeat(copies) + text.slice(found.index + items.length);
}
