/** A move that a server says is for good (RFC 9110, 15.4.2 and 15.4.9), while it has to prove itself. */
export interface PermanentMove {
  to: string;
  /** ISO 8601: when it was seen first. */
  since: string;
  /** Polls in a row that ended there with a document that is a feed. */
  polls: number;
  /** Id of another feed that is registered with that address; the move is then not followed up. */
  takenBy: string | null;
}

const DAYS = 7;
const POLLS = 10;

/** Where a successful poll was led. */
export interface Arrival {
  registered: string;
  /** Address that was asked. */
  asked: string;
  /** Where that address has moved for good; `null`: nowhere. */
  movedTo: string | null;
  /** Another feed that is registered there. */
  takenBy: string | null;
}

/**
 * Takes note of where a successful poll was led: another target, or none, begins anew. A move that has held for a week
 * and ten polls becomes the address that is asked; the registered one stays what it is.
 */
export function followMove(
  before: PermanentMove | null,
  { registered, asked, movedTo, takenBy }: Arrival,
  now: Date,
): { move: PermanentMove | null; movedTo: string | null } {
  const unlessRegistered = (address: string) => (address === registered ? null : address);
  if (movedTo === null) return { move: null, movedTo: unlessRegistered(asked) };
  const { since, polls } = before?.to === movedTo ? before : { since: now.toISOString(), polls: 0 };
  const hasHeld = polls + 1 >= POLLS && now.getTime() - Date.parse(since) >= DAYS * 86_400_000;
  return hasHeld && takenBy === null
    ? { move: null, movedTo: unlessRegistered(movedTo) }
    : { move: { to: movedTo, since, polls: polls + 1, takenBy }, movedTo: unlessRegistered(asked) };
}

/** Failures in a row at a new address after which the old one is tried in turn. */
const PATIENCE = 3;

/**
 * Address to ask: the one that the feed moved to, and in turn with it the registered one while that fails, because a
 * move can be undone, and a domain that was sold can move what it wants.
 */
export function addressToAsk(
  registered: string,
  { movedTo, failures }: { movedTo: string | null; failures: number },
): string {
  const doubts = failures >= PATIENCE && (failures - PATIENCE) % 2 === 0;
  return movedTo === null || doubts ? registered : movedTo;
}
