import { NoRoomError } from "../errors.ts";
import { createLane, type Guest, type Lane } from "./lane.ts";

/** How many fetches one process may have under way. */
export interface PlaceLimits {
  /** Those that have just begun, or come soon. */
  quick: number;
  /** Those that servers let us wait for: they cost little but time. */
  slow: number;
  /** Those of large documents, which cost memory, until they are read. */
  large: number;
}

/** The place of one fetch, from before its request until its document was read. */
export interface Place extends Disposable {
  /** Ends the fetch: as asked by whoever wants it, or because another one needs the place. */
  signal: AbortSignal;
  /** Waits for a place among the large ones. @throws NoRoomError when there is none for long */
  becomeLarge(): Promise<void>;
  /** The document is here: from now on, nobody takes the place away. */
  settle(): void;
  /** Another document of the same feed is fetched: it can be slow, and given up, like the first one. */
  resume(): void;
}

export interface Places {
  /** Waits for a place. @throws the reason of the signal */
  take(signal: AbortSignal): Promise<Place>;
}

/** Milliseconds after which a fetch counts as slow. */
const QUICK = 1_000;
/** Milliseconds for which a large document may come in, when others wait for its place. */
const LARGE_TENURE = 5_000;
/** Milliseconds that a large document waits for a place, and after which its feed is asked again. */
const LARGE_PATIENCE = 10_000;
const LARGE_WAIT = 30_000;

/**
 * Places that a slow server cannot hold: after a second its fetch goes on elsewhere. When too many are slow, the one
 * that has been waited for longest is given up, so the more there are, the shorter the patience with each.
 *
 * @param giveUp what a fetch fails with when its place is needed, after so many milliseconds
 */
export function createPlaces(limits: PlaceLimits, giveUp: (milliseconds: number) => Error): Places {
  const quick = createLane(limits.quick, Number.POSITIVE_INFINITY);
  const slow = createLane(limits.slow, 0);
  const large = createLane(limits.large, LARGE_TENURE);
  return {
    async take(asked) {
      const replaced = new AbortController();
      const signal = AbortSignal.any([asked, replaced.signal]);
      const startedAt = performance.now();
      const guest: Guest = {
        isReplaceable: true,
        giveUp: () => replaced.abort(giveUp(performance.now() - startedAt)),
      };
      const leave = (...lanes: Lane[]): void => {
        for (const lane of lanes) lane.leave(guest);
      };
      await quick.enter(guest, asked);
      let isQuick = true;
      let isLarge = false;
      const becomeSlow = (): void => {
        isQuick = false;
        slow.enter(guest, signal).then(
          () => leave(quick),
          () => {
            // It ended while it waited for a place among the slow.
          },
        );
      };
      let timer = setTimeout(becomeSlow, QUICK);
      return {
        signal,
        async becomeLarge() {
          if (isLarge) return;
          const tired = new AbortController();
          const patience = setTimeout(() => tired.abort(new NoRoomError(LARGE_WAIT)), LARGE_PATIENCE);
          try {
            await large.enter(guest, AbortSignal.any([signal, tired.signal]));
          } finally {
            clearTimeout(patience);
          }
          clearTimeout(timer);
          leave(quick, slow);
          isQuick = false;
          isLarge = true;
        },
        settle() {
          clearTimeout(timer);
          guest.isReplaceable = false;
        },
        resume() {
          guest.isReplaceable = true;
          if (isQuick) timer = setTimeout(becomeSlow, QUICK);
        },
        [Symbol.dispose]() {
          clearTimeout(timer);
          leave(quick, slow, large);
        },
      };
    },
  };
}
