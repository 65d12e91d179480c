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
