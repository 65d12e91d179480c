import { hash } from "node:crypto";
import { Command } from "commander";
import { type Config, loadConfig } from "../config.ts";
import { FetchError, ParseError } from "../errors.ts";
import { createFetcher, type Fetcher } from "../fetch/fetch-document.ts";
import { fetchInFull } from "../fetch/fetch-in-full.ts";
import { createSpacedGate } from "../fetch/spaced-gate.ts";
import { unitBy } from "../hosts/host-unit.ts";
import type { FetchedDocument, ParsedDocument } from "../model.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { sitemapsInRobots } from "../parse/robots-sitemaps.ts";
import { type Candidate, feedCandidates } from "./feed-candidates.ts";
import { formatTable, plainLine } from "./table.ts";

/** A candidate that is a feed, or one that the site names and that cannot be read. */
type Finding = Candidate & ({ document: ParsedDocument } | { error: FetchError | ParseError });

export function discoverCommand(): Command {
  return new Command("discover")
    .description(
      "Finds the feeds and sitemaps of a site: what its page and robots.txt name, and the usual paths",
    )
    .argument("<url>", "address of a page of the site, such as its front page")
    .option("--json", "one JSON line a feed")
    .addHelpText(
      "after",
      "\nAsks the site two dozen times at most, one after the other, and stops when it is refused.",
    )
    .action(discover);
}

async function discover(url: string, { json = false }: { json?: boolean }): Promise<void> {
  const config = loadConfig();
  const fetcher = createFetcher({ ...config, gate: createSpacedGate(spacingBy(config)) });
  try {
    const findings = await findFeedsOf(url, config, fetcher);
    if (json) for (const finding of findings) print(JSON.stringify(inFull(finding)));
    else if (findings.length > 0) print(formatTable(HEAD, findings.map(inShort)));
    else print(`${url} names no feed, and none is at the usual paths`);
    if (!findings.some((finding) => "document" in finding)) process.exitCode = 1;
  } finally {
    await fetcher.close();
  }
}

/** The operator's own hosts are asked as fast as they answer, as by the service. */
function spacingBy({ hostUnit, hostSpacing, allowPrivate }: Config): (url: URL) => number {
  const unitOf = unitBy(hostUnit, allowPrivate);
  return (url) => hostSpacing ?? (unitOf(url).isPublic ? 1_000 : 0);
}

/** @throws FetchError where the page cannot be had */
async function findFeedsOf(url: string, config: Config, fetcher: Fetcher): Promise<Finding[]> {
  const page = await getDocument(url, fetcher);
  const self: Candidate = { url: page.url, from: "page" };
  const own = await read(self, page);
  if ("document" in own) return [own];
  const robots = await getDocument(new URL("/robots.txt", page.url).href, fetcher).catch(ignoreMissing);
  const sitemaps = robots ? sitemapsInRobots(robots.body.toString("utf8")) : [];
  const findings: Finding[] = [];
  const known = new Set([hashOf(page)]);
  for (const candidate of feedCandidates(page, sitemaps, unitBy("domain", config.allowPrivate))) {
    const finding = await examine(candidate, fetcher, known);
    if (finding === null) continue;
    if ("document" in finding || candidate.from === "page" || candidate.from === "robots.txt")
      findings.push(finding);
    if ("error" in finding && isRefusal(finding.error)) {
      process.stderr.write(`wirefold: ${finding.error.message}; the rest was not tried\n`);
      break;
    }
  }
  return findings;
}

/** @param known hashes of what was seen already: several addresses lead to the same feed, or to the front page */
async function examine(candidate: Candidate, fetcher: Fetcher, known: Set<string>): Promise<Finding | null> {
  let document: FetchedDocument;
  try {
    document = await getDocument(candidate.url, fetcher);
  } catch (error) {
    if (error instanceof FetchError) return { ...candidate, error };
    throw error;
  }
  const bodyHash = hashOf(document);
  if (known.has(bodyHash)) return null;
  known.add(bodyHash);
  return read(candidate, document);
}

async function read(candidate: Candidate, source: FetchedDocument): Promise<Finding> {
  try {
    return { ...candidate, document: await parseDocument(source) };
  } catch (error) {
    if (error instanceof ParseError) return { ...candidate, error };
    throw error;
  }
}

async function getDocument(url: string, fetcher: Fetcher): Promise<FetchedDocument> {
  using result = await fetchInFull(fetcher, url, new AbortController().signal);
  return result.document;
}

function ignoreMissing(error: unknown): null {
  if (error instanceof FetchError && !isRefusal(error)) return null;
  throw error;
}

/** Who is told to go away goes. */
const isRefusal = (error: FetchError | ParseError): boolean =>
  error instanceof FetchError && (error.status === 429 || error.code === "FETCH_CHALLENGED");

const hashOf = ({ body }: FetchedDocument): string => hash("sha256", body);

const HEAD = ["FORMAT", "ENTRIES", "NEWEST", "FROM", "ADDRESS", "TITLE"];

function inShort(finding: Finding): string[] {
  const { url, from } = finding;
  if ("error" in finding) return ["-", "-", "-", from, url, plainLine(finding.error.message)];
  const { format, entries, parts, title } = finding.document;
  const count = parts.length > 0 ? "index" : String(entries.length);
  const newest = newestIn(finding.document)?.slice(0, 10) ?? "-";
  return [format, count, newest, from, url, plainLine(title ?? "")];
}

function inFull(finding: Finding): Record<string, unknown> {
  const { url, from } = finding;
  if ("error" in finding) {
    const { code, message } = finding.error;
    return {
      url,
      from,
      format: null,
      title: null,
      entries: 0,
      newest: null,
      parts: [],
      error: `${code}: ${message}`,
    };
  }
  const { format, title, entries, parts } = finding.document;
  const newest = newestIn(finding.document);
  return { url, from, format, title, entries: entries.length, newest, parts, error: null };
}

/** ISO 8601. */
const newestIn = ({ entries }: ParsedDocument): string | null =>
  entries.map(({ published }) => published?.value ?? "").reduce((a, b) => (a > b ? a : b), "") || null;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
