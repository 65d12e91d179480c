/** Who has a place in a lane, or waits for one. */
export interface Guest {
  /** Whether its place may be given to another one. */
  isReplaceable: boolean;
  /** Its place was given to another one. */
  giveUp(): void;
}

/** A number of places, and a line of those who wait for one. */
export interface Lane {
  /** Waits for a place. @throws the reason of the signal */
  enter(guest: Guest, signal: AbortSignal): Promise<void>;
  /** Gives a place back, or leaves the line. */
  leave(guest: Guest): void;
}

/** @param tenure milliseconds after which a guest may have to make room for one that waits; the oldest goes first */
export function createLane(places: number, tenure: number): Lane {
  /** When each came in, in milliseconds; the oldest first. */
  const inside = new Map<Guest, number>();
  /** How each is told that it is in; the first in line first. */
  const line = new Map<Guest, () => void>();
  let timer: NodeJS.Timeout | undefined;

  function serve(): void {
    clearTimeout(timer);
    for (const [guest, admit] of line) {
      const oldest = inside.size < places ? null : [...inside].find(([{ isReplaceable }]) => isReplaceable);
      if (oldest === undefined) return;
      const wait = oldest === null ? 0 : oldest[1] + tenure - performance.now();
      if (wait > 0) {
        if (Number.isFinite(wait)) timer = setTimeout(serve, Math.ceil(wait));
        return;
      }
      if (oldest) inside.delete(oldest[0]);
      line.delete(guest);
      inside.set(guest, performance.now());
      oldest?.[0].giveUp();
      admit();
    }
  }

  return {
    enter: (guest, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const abort = (): void => {
          if (line.delete(guest)) reject(signal.reason as Error);
        };
        signal.addEventListener("abort", abort, { once: true });
        line.set(guest, () => {
          signal.removeEventListener("abort", abort);
          resolve();
        });
        serve();
      }),
    leave(guest) {
      const hadPlace = inside.delete(guest);
      line.delete(guest);
      if (hadPlace) serve();
    },
  };
}
