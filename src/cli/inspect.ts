import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { loadConfig } from "../config.ts";
import { ConfigError, WirefoldError } from "../errors.ts";
import { createFetcher, type Fetcher } from "../fetch/fetch-document.ts";
import type { Entry, ParsedDocument } from "../model.ts";
import { parseDocument, type DocumentSource } from "../parse/parse-document.ts";

interface Subject {
  /** Path or address. */
  file: string;
  contentType: string | null;
}

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("Prints what is read in feed documents, one JSON line a document")
    .argument("[file...]", "files or addresses")
    .option("--files-from <list>", "file with a path or address a line; a tab and a Content-Type may follow")
    .addHelpText(
      "after",
      "\nA line is {file, ok, error, format, encoding, feed, entries}. Exit code 1 when a document that was named on the\ncommand line could not be read; with --files-from, the lines alone tell.",
    )
    .action(inspect);
}

async function inspect(names: string[], { filesFrom }: { filesFrom?: string }): Promise<void> {
  const listed = filesFrom === undefined ? [] : await readList(filesFrom);
  const subjects = [...names.map((file) => ({ file, contentType: null })), ...listed];
  if (subjects.length === 0)
    throw new ConfigError("inspect: name files or addresses, or a list with --files-from");
  const fetcher = createFetcher({ allowPrivate: loadConfig().allowPrivate });
  const showProgress = process.stderr.isTTY && !process.stdout.isTTY;
  try {
    for (const [at, subject] of subjects.entries()) {
      const line = await examine(subject, fetcher);
      if (!line.ok && at < names.length) process.exitCode = 1;
      if (!process.stdout.write(`${JSON.stringify(line)}\n`))
        await new Promise((resolve) => process.stdout.once("drain", resolve));
      if (showProgress) process.stderr.write(`\r${at + 1} of ${subjects.length}`);
    }
    if (showProgress) process.stderr.write("\n");
  } finally {
    await fetcher.close();
  }
}

async function examine(
  subject: Subject,
  fetcher: Fetcher,
): Promise<Record<string, unknown> & { ok: boolean }> {
  const { file } = subject;
  try {
    const document = await parseDocument(await load(subject, fetcher));
    return { file, ok: true, error: null, ...summarize(document) };
  } catch (error) {
    if (!(error instanceof WirefoldError)) throw error;
    return {
      file,
      ok: false,
      error: `${error.code}: ${error.message}`,
      format: null,
      encoding: null,
      feed: null,
      entries: [],
    };
  }
}

async function load({ file, contentType }: Subject, fetcher: Fetcher): Promise<DocumentSource> {
  if (/^https?:\/\//i.test(file)) {
    const result = await fetcher.fetch(file, null, new AbortController().signal);
    if (result.kind === "document") return result.document;
  }
  try {
    return { body: await readFile(file), contentType, url: null };
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function summarize({
  format,
  encoding,
  title,
  url,
  language,
  entries,
}: ParsedDocument): Record<string, unknown> {
  return { format, encoding, feed: { title, url, language }, entries: entries.map(summarizeEntry) };
}

function summarizeEntry({
  guid,
  url,
  title,
  authors,
  published,
  summary,
  content,
}: Entry): Record<string, unknown> {
  return {
    guid,
    url,
    title,
    author: authors.join(", ") || null,
    published: published?.value ?? null,
    summary,
    content,
  };
}

async function readList(path: string): Promise<Subject[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new ConfigError(`--files-from: ${path} cannot be read: ${(error as Error).message}`);
  }
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [file = "", contentType] = line.split("\t");
      return { file: file.trim(), contentType: contentType?.trim() || null };
    });
}
