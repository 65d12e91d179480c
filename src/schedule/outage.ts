/** What all fetchers together saw of the network lately. Hosts count once, by what was seen of them last. */
export interface NetworkView {
  /** Seconds since any server answered; `null` when none did in the time that is remembered. */
  sinceAnswer: number | null;
  /** Hosts that were not reached since then. */
  unreachedSince: number;
  /** Hosts by their last outcome, in windows of time from short to long. */
  windows: readonly { reached: number; unreached: number }[];
}

/** Seconds without any answer before a few hosts that fail are taken for a sign: longer than a fetch may take. */
const SILENCE = 60;
const FEW = 3;
/** Hosts that a window needs to stand for the rest. */
const ENOUGH = 10;
const MOST = 0.75;

/**
 * Whether the network is down on our side: most hosts cannot be reached (connection, DNS or time-out), in the shortest
 * window with enough of them to tell; or, for a small set of feeds, nobody has answered for a minute and three hosts
 * or more failed since.
 */
export function isOutage({ sinceAnswer, unreachedSince, windows }: NetworkView): boolean {
  if (unreachedSince >= FEW && (sinceAnswer === null || sinceAnswer >= SILENCE)) return true;
  const telling = windows.find(({ reached, unreached }) => reached + unreached >= ENOUGH);
  return telling !== undefined && telling.unreached >= MOST * (telling.reached + telling.unreached);
}

/**
 * Whether a failure is evidence. That of a feed that never worked, or has been failing for some time, is no news of the
 * network.
 *
 * @param failures in a row before this one
 */
export function isEvidence(hasWorked: boolean, failures: number): boolean {
  return hasWorked && failures <= 1;
}
