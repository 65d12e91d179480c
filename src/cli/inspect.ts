import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { loadConfig } from "../config.ts";
import { ConfigError, WirefoldError } from "../errors.ts";
import { createFetcher, type Fetcher } from "../fetch/fetch-document.ts";
import { fetchInFull } from "../fetch/fetch-in-full.ts";
import type { PageSelectors, ParsedDocument } from "../model.ts";
import { parseDocument, type DocumentSource } from "../parse/parse-document.ts";
import { addressesToRead } from "../registry/dated-address.ts";
import { describeDocument, explainDocument } from "./inspect-report.ts";
import { readPageOption } from "./page-option.ts";

interface Subject {
  /** Path or address. */
  file: string;
  contentType: string | null;
}

interface InspectOptions {
  filesFrom?: string;
  page?: PageSelectors | null;
  json?: boolean;
}

type Finding = { document: ParsedDocument } | { error: WirefoldError };

export function inspectCommand(): Command {
  return new Command("inspect")
    .description(
      "Shows what is read in feed documents, what was repaired, and why a date or an encoding was chosen",
    )
    .argument("[file...]", "files or addresses")
    .option("--files-from <list>", "file with a path or address a line; a tab and a Content-Type may follow")
    .option(
      "--page <selectors>",
      "reads pages by CSS selectors such as '{ item: li.news, date: time }'",
      readPageOption,
    )
    .option("--json", "one JSON line a document, as always when the output is no terminal")
    .addHelpText(
      "after",
      "\nA JSON line is {file, ok, error, format, encoding, encodingFrom, brokenBytes, repairs, feed, entries}. Exit code 1\nwhen a document that was named on the command line could not be read; with --files-from, the output alone tells.",
    )
    .action(inspect);
}

async function inspect(
  names: string[],
  { filesFrom, page = null, json = !process.stdout.isTTY }: InspectOptions,
): Promise<void> {
  const listed = filesFrom === undefined ? [] : await readList(filesFrom);
  const subjects = [...names.map((file) => ({ file, contentType: null })), ...listed];
  if (subjects.length === 0)
    throw new ConfigError("inspect: name files or addresses, or a list with --files-from");
  const fetcher = createFetcher(loadConfig());
  const showProgress = process.stderr.isTTY && !process.stdout.isTTY;
  try {
    for (const [at, subject] of subjects.entries()) {
      const finding = await examine(subject, page, fetcher);
      if ("error" in finding && at < names.length) process.exitCode = 1;
      const text = json ? lineOf(subject.file, finding) : explanationOf(subject.file, finding);
      if (!process.stdout.write(`${text}\n`))
        await new Promise((resolve) => process.stdout.once("drain", resolve));
      if (showProgress) process.stderr.write(`\r${at + 1} of ${subjects.length}`);
    }
    if (showProgress) process.stderr.write("\n");
  } finally {
    await fetcher.close();
  }
}

async function examine(subject: Subject, page: PageSelectors | null, fetcher: Fetcher): Promise<Finding> {
  try {
    return { document: await parseDocument(await load(subject, fetcher), { zone: null, page }) };
  } catch (error) {
    if (error instanceof WirefoldError) return { error };
    throw error;
  }
}

function lineOf(file: string, finding: Finding): string {
  if ("document" in finding)
    return JSON.stringify({ file, ok: true, error: null, ...describeDocument(finding.document) });
  const { code, message } = finding.error;
  const nothing = { format: null, encoding: null, feed: null, entries: [] };
  return JSON.stringify({ file, ok: false, error: `${code}: ${message}`, ...nothing });
}

const explanationOf = (file: string, finding: Finding): string =>
  "document" in finding
    ? explainDocument(file, finding.document)
    : `${file}\n  ${finding.error.code}: ${finding.error.message}\n`;

async function load({ file, contentType }: Subject, fetcher: Fetcher): Promise<DocumentSource> {
  if (/^https?:\/\//i.test(file)) {
    const [address] = addressesToRead(file, null, null, new Date());
    using result = await fetchInFull(fetcher, address, new AbortController().signal);
    return result.document;
  }
  try {
    return { body: await readFile(file), contentType, url: null };
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`);
  }
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
