import { LineCounter, parseDocument, stringify, visit, type Document, type Node } from "yaml";
import { z } from "zod";
import { ConfigError } from "../errors.ts";
import { readFirstEntries, writeFirstEntries } from "../first-entries.ts";
import { FULL_TEXT, IDENTITY_POLICIES } from "../model.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { feedAddress } from "./feed-address.ts";
import { type FeedEntry, UNSAID } from "./feed-entry.ts";
import { feedRequest, maskRequest, requestWords } from "./feed-request.ts";
import { pageSelectors } from "./page-selectors.ts";
import { isTimeZone } from "./time-zone.ts";

const url = z.string("must be an address").transform((text, context) => {
  try {
    return feedAddress(text);
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
});

const interval = z.string("must be a time such as 15m").transform((text, context) => {
  const seconds = parseDuration(text);
  if (seconds !== null) return seconds;
  context.addIssue(`"${text}" is not a time such as 90s, 15m, 6h or 1d`);
  return z.NEVER;
});

const identity = z.enum(IDENTITY_POLICIES, `must be one of ${IDENTITY_POLICIES.join(", ")}`);

const zone = z.string("must be a time zone such as Europe/Berlin").refine(isTimeZone, {
  error: ({ input }) => `"${String(input)}" is not a time zone such as Europe/Berlin`,
});

const first = z
  .union([z.number(), z.string()], 'must be "none", a number or a time such as 7d')
  .transform((said, context) => {
    const entries = readFirstEntries(String(said));
    if (entries !== null) return entries;
    context.addIssue(`"${said}" is neither "none" nor a number nor a time such as 7d`);
    return z.NEVER;
  });

const fullText = z.enum(FULL_TEXT, `must be one of ${FULL_TEXT.join(", ")}`);

const feed = z.union([
  z
    .string()
    .pipe(url)
    .transform((address) => ({ url: address, ...UNSAID })),
  z
    .strictObject({
      url,
      title: z.string().min(1).nullable().default(null),
      interval: interval.nullable().default(null),
      identity: identity.nullable().default(null),
      zone: zone.nullable().default(null),
      first: first.nullable().default(null),
      fullText: fullText.nullable().default(null),
      page: pageSelectors.nullable().default(null),
      ...requestWords,
    })
    .transform(({ conditional, headers, auth, proxy, ...said }) => ({
      ...said,
      request: feedRequest({ conditional, headers, auth, proxy }),
    })),
]);

const file = z.strictObject({ feeds: z.array(z.unknown(), "must be a list of addresses") });

/**
 * Reads a feeds file: a list `feeds` of addresses, or of mappings with `url` and
 * what else there is to say.
 *
 * @param name of the file, for messages
 * @throws ConfigError with every mistake in the file, each with its line
 */
export function readYamlFeeds(text: string, name: string): FeedEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const mistakes = document.errors.map((error) => {
    const [summary = ""] = error.message.split("\n");
    return `${name}:${lines.linePos(error.pos[0]).line}: ${summary.replace(/ at line.*/, "")}`;
  });
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      mistakes.push(
        `${name}:${line}: "*${alias.source}" needs quotes: an asterisk at the start has a meaning in YAML`,
      );
    },
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes.join("\n"));

  const report = (issue: z.core.$ZodIssue, place: readonly PropertyKey[] = []): void => {
    const path = [...place, ...issue.path];
    const at = (...key: string[]) => `${name}:${lineAt(document, lines, [...path, ...key])}`;
    if (issue.code !== "unrecognized_keys") mistakes.push(`${at()}: ${explain(issue)}`);
    else mistakes.push(...issue.keys.map((key) => `${at(key)}: unknown word "${key}"`));
  };
  const outer = file.safeParse(document.toJS() ?? {});
  if (!outer.success) {
    for (const issue of outer.error.issues) report(issue);
    throw new ConfigError(mistakes.join("\n"));
  }
  const entries: FeedEntry[] = [];
  for (const [index, value] of outer.data.feeds.entries()) {
    // A union reports its branches; the branch for the shape that stands there says what is wrong.
    const result = feed.options[typeof value === "string" ? 0 : 1].safeParse(value);
    if (result.success) entries.push(result.data);
    else for (const issue of result.error.issues) report(issue, ["feeds", index]);
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes.join("\n"));
  return entries;
}

/** Secrets that stand in the entries are not written: a reader of the file has to put them in again. */
export function writeYamlFeeds(entries: readonly FeedEntry[]): string {
  return stringify({
    feeds: entries.map((entry) => {
      const { url: address, title, interval: seconds, identity: policy, zone: name, request } = entry;
      const said = {
        ...(title !== null && { title }),
        ...(seconds !== null && { interval: formatDuration(seconds) }),
        ...(policy !== null && { identity: policy }),
        ...(name !== null && { zone: name }),
        ...(request !== null && withoutNulls(maskRequest(request))),
        ...(entry.first !== null && { first: writeFirstEntries(entry.first) }),
        ...(entry.fullText !== null && { fullText: entry.fullText }),
        ...(entry.page !== null && { page: withoutNulls(entry.page) }),
      };
      return Object.keys(said).length === 0 ? address : { url: address, ...said };
    }),
  });
}

const withoutNulls = (said: object): object =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));

function explain(issue: z.core.$ZodIssue): string {
  const field = issue.path.findLast((part) => typeof part === "string");
  return field ? `${field}: ${issue.message}` : issue.message;
}

/** Line of a value, or of the nearest thing around it that the file has. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
