/** Longest wait after failures, in seconds: a dead feed is still asked once a day. */
const MAX_BACKOFF = 86_400;

export interface PollHistory {
  /** Seconds; the feed's own wish, if there is one. */
  interval: number | null;
  /** Seconds; nothing is polled more often. */
  minInterval: number;
  /** Failures in a row, the last poll included. */
  failures: number;
  /** Seconds that the server asked to wait. */
  retryAfter: number | null;
  /** When trying again is known to be pointless for now. */
  hopeless: boolean;
}

/**
 * Seconds until a feed is due again: its interval, doubled with every failure in a row up to a day, and never less than
 * the server asked for. A tenth at random is added, so that feeds which failed together do not come back together;
 * only added, so that the shortest interval holds.
 *
 * @param random from 0 to 1
 */
export function secondsToNextPoll(history: PollHistory, random: number): number {
  const interval = Math.max(history.interval ?? 0, history.minInterval);
  const longest = Math.max(MAX_BACKOFF, interval);
  const backoff = history.hopeless ? longest : Math.min(interval * 2 ** history.failures, longest);
  return Math.max(backoff, history.retryAfter ?? 0) * (1 + 0.1 * random);
}

/** Most that the first polls of a feed set are spread over, in milliseconds a feed. */
const FIRST_POLL_SPACING = 5;

/**
 * Milliseconds until the first poll of a new feed. A large set of new feeds is spread by a hash of each, so that a start
 * with thousands of feeds is no burst; one new feed is polled at once.
 *
 * @param feedId ends in hexadecimal digits of a hash
 * @param newFeeds how many feeds were added together
 */
export function millisecondsToFirstPoll(feedId: string, newFeeds: number, minInterval: number): number {
  const window = Math.min(Math.max(newFeeds - 1, 0) * FIRST_POLL_SPACING, minInterval * 1000);
  return Math.floor((window * Number.parseInt(feedId.slice(-6), 16)) / 0x1000000);
}
