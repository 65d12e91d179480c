import type { Feed } from "../model.ts";
import { createFeedStates, type StoredFeedState } from "../registry/feed-state.ts";
import { createDueFeeds } from "../schedule/due-feeds.ts";
import type { NextPoll } from "../schedule/next-poll.ts";
import { createSubscriptions } from "../websub/subscriptions.ts";
import { ago, dueIn, roughly } from "./durations.ts";
import { findFeeds } from "./find-feeds.ts";
import { statusOf, sumOf } from "./poll-reasons.ts";
import { plainLine } from "./table.ts";
import { withRedis } from "./with-redis.ts";

/** Seconds by which a time may miss the sum: rounding, and the way from one clock to the other. */
const TOLERANCE = 2;
/** Most that jitter adds, as a part. */
const MOST_JITTER = 1;

/** Prints when a feed is polled next, and the sum that led to it. */
export async function explainFeed(name: string, { json = false }: { json?: boolean }): Promise<void> {
  await withRedis(async (redis, config) => {
    const [feed] = await findFeeds(redis, [name]);
    if (!feed) return;
    const state = await createFeedStates(redis).load(feed.id);
    const [due = null] = await createDueFeeds(redis).dueAt([feed.id]);
    const [subscription = null] = await createSubscriptions(redis).ofFeeds([feed.id]);
    const explanation = { feed, state, due, sum: sumOf(feed, state, config, subscription) };
    process.stdout.write(`${json ? inFull(explanation) : inWords(explanation).join("\n")}\n`);
  });
}

interface Explanation {
  feed: Feed;
  state: StoredFeedState;
  due: Date | null;
  /** Without jitter; `null` before the first poll. */
  sum: NextPoll | null;
}

function inFull({ feed: { id, url }, state, due, sum }: Explanation): string {
  const { polledAt, failures, lastError, schedule } = state;
  return JSON.stringify({
    id,
    url,
    dueAt: due,
    polledAt: polledAt > 0 ? new Date(polledAt).toISOString() : null,
    why: sum?.why ?? null,
    seconds: sum?.seconds ?? null,
    terms: sum?.terms.filter((term) => term.name !== "jitter") ?? [],
    jitter: sum && jitterOf(sum, state, due),
    status: statusOf(state),
    failures,
    lastError,
    ...schedule,
  });
}

function inWords({ feed, state, due, sum }: Explanation): string[] {
  const { polledAt, lastError, schedule } = state;
  const about = [
    `${feed.id}  ${feed.url}`,
    line("status", statusOf(state)),
    line("polled", polledAt > 0 ? `${ago(polledAt)} ago` : "never"),
    line("due", due ? `${dueIn(due)}, ${due.toISOString()}` : "not scheduled"),
  ];
  if (lastError)
    about.push(line("failed", `${lastError.at}  ${lastError.code}: ${plainLine(lastError.message)}`));
  if (schedule.failing) about.push(line("since", schedule.failing.since));
  if (schedule.newAt !== null) about.push(line("last news", `${ago(Date.parse(schedule.newAt))} ago`));
  if (schedule.gap !== null) about.push(line("news every", roughly(schedule.gap)));
  if (schedule.missedAt !== null)
    about.push(line("gap", `suspected at ${schedule.missedAt}: nothing in the document was known`));
  return sum ? [...about, "", ...sumInWords(sum, state, due)] : about;
}

function sumInWords(sum: NextPoll, state: StoredFeedState, due: Date | null): string[] {
  const lines = sum.terms
    .filter(({ name }) => name !== "jitter")
    .map(({ name, seconds, effect, note }) => {
      const said = seconds === null ? "-" : roughly(seconds);
      return `  ${name.padEnd(14)}${said.padStart(6)}  ${effect.padEnd(8)}${plainLine(note)}`;
    });
  const jitter = jitterOf(sum, state, due);
  const last =
    jitter === null
      ? "  the time it is due at is not from this sum: a poll was asked for, or is under way, or settings differ"
      : `  ${"jitter".padEnd(14)}${roughly(jitter).padStart(6)}  longer  so that nothing is polled in step`;
  return [`after the last poll: ${sum.why}`, ...lines, last];
}

/** Seconds that were added to the sum by chance; `null` where the time is not from this sum. */
function jitterOf({ seconds }: NextPoll, { polledAt }: StoredFeedState, due: Date | null): number | null {
  if (due === null) return null;
  const jitter = (due.getTime() - polledAt) / 1000 - seconds;
  if (jitter < -TOLERANCE || jitter > seconds * MOST_JITTER + TOLERANCE) return null;
  return Math.max(0, Math.round(jitter));
}

const line = (name: string, text: string): string => `${name.padEnd(12)}${text}`;
