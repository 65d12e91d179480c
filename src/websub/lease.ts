const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Seconds that are asked for. */
export const WANTED_LEASE: number = 10 * DAY;
const MIN_LEASE = HOUR;
const MAX_LEASE = 14 * DAY;

/**
 * Seconds of a lease as a hub states it, within an hour and 14 days. One that is no positive number counts as the one
 * that was asked for.
 */
export function leaseSeconds(stated: string | null): number {
  const seconds = stated !== null && /^\d{1,15}$/.test(stated) ? Number(stated) : 0;
  return seconds > 0 ? Math.min(Math.max(seconds, MIN_LEASE), MAX_LEASE) : WANTED_LEASE;
}

/**
 * Seconds until a lease is renewed: a little before half of it is over, so that feeds subscribed together do not come
 * back together, and a hub that is down for a while does not end it.
 *
 * @param random from 0 to 1
 */
export function secondsToRenewal(lease: number, random: number): number {
  return lease * (0.4 + 0.1 * random);
}

/** Seconds until a request that brought nothing is repeated: an hour, doubled each time, a day at most. */
export function secondsToRepeat(attempts: number, random: number): number {
  return Math.min(HOUR * 2 ** attempts, DAY) * (1 + 0.1 * random);
}

/** Seconds until a hub that said no, or went quiet, is asked again. */
export const SECONDS_TO_SECOND_CHANCE: number = 7 * DAY;
