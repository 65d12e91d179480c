import type { Entry, EntryDate, ParsedDocument, Repair } from "../model.ts";
import { plainLine } from "./table.ts";

/** What `inspect` says of a document, as the members of its JSON line. */
export function describeDocument(document: ParsedDocument): Record<string, unknown> {
  const { format, encoding, encodingFrom, brokenBytes, repairs, title, url, language, entries, parts } =
    document;
  return {
    format,
    encoding,
    encodingFrom,
    brokenBytes,
    repairs,
    feed: { title, url, language },
    parts,
    entries: entries.map(describeEntry),
  };
}

function describeEntry(entry: Entry): Record<string, unknown> {
  const { published, updated, authors, ...others } = entry;
  return {
    ...others,
    author: authors.join(", ") || null,
    published: published?.value ?? null,
    publishedFrom: published?.from ?? null,
    publishedPrecision: published?.precision ?? null,
    zoneAssumed: published?.zoneAssumed ?? null,
    updated: updated?.value ?? null,
  };
}

const ENCODING_REASONS: Record<ParsedDocument["encodingFrom"], string> = {
  "byte-order-mark": "its byte order mark says so",
  "first-bytes": "its first bytes have that shape",
  charset: "the server says so and the bytes agree",
  declaration: "the document says so and the bytes agree",
  bytes: "the bytes are that, whatever is said of them",
  guess: "guessed by the frequency of its letters",
  default: "nothing says what it is",
};

const REPAIRS: Record<Repair, string> = {
  "bare-ampersands": "ampersands that are not written as &amp;",
  "control-characters": "characters that XML forbids",
  "cut-off": "cut off: what stands behind the last whole entry is left out",
  "junk-before": "something stands before the feed",
  "not-well-formed": "not well-formed XML, read tolerantly",
  "undeclared-entities": "entities that are not declared, read as those of HTML",
  "unclosed-elements": "elements that nobody closes",
  "windows-characters": "control characters, read as those of windows-1252",
};

/** The same for a person: what was read, what was mended, and why a date or an encoding was chosen. */
export function explainDocument(name: string, document: ParsedDocument): string {
  const { format, entries, encoding, encodingFrom, brokenBytes, repairs, title, url, language } = document;
  const facts = [
    ["format", `${format}, ${entries.length} ${entries.length === 1 ? "entry" : "entries"}`],
    ["encoding", `${encoding}: ${ENCODING_REASONS[encodingFrom]}`],
    ...(brokenBytes > 0 ? [["", `${brokenBytes} bytes are not, and were read as windows-1252`]] : []),
    ...repairs.map((repair, at) => [at === 0 ? "repaired" : "", REPAIRS[repair]]),
    ["title", plainLine(title ?? "-")],
    ["site", url ?? "-"],
    ["language", language ?? "-"],
    ...document.parts.map((part, at) => [at === 0 ? "parts" : "", part]),
  ];
  const head = facts.map(([label = "", fact = ""]) => `  ${label.padEnd(11)}${fact}`);
  return [name, ...head, ...entries.flatMap(explainEntry), ""].join("\n");
}

function explainEntry(entry: Entry, at: number): string[] {
  const { title, url, guid, guidIsPermalink, published, authors } = entry;
  const facts = [
    ["address", url ?? "-"],
    ["id", guid === null ? "-" : `${plainLine(guid)}${guidIsPermalink ? ", which is its address" : ""}`],
    ["published", published === null ? "no date that can be read" : explainDate(published)],
    ["authors", plainLine(authors.join(", ")) || "-"],
  ];
  return [
    "",
    `  ${at + 1}. ${plainLine(title ?? "(no title)")}`,
    ...facts.map(([label = "", fact = ""]) => `     ${label.padEnd(11)}${fact}`),
  ];
}

function explainDate({ value, from, precision, zoneAssumed }: EntryDate): string {
  const zone = zoneAssumed === null ? "" : `, in the zone ${zoneAssumed}, which was assumed`;
  return `${value}, from ${from}, to the ${precision}${zone}`;
}
