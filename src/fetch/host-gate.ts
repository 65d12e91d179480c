/** Lets so many through to a host at a time; the others wait in their order. */
export interface HostGate {
  /**
   * Waits for a place, and returns how to leave it.
   *
   * @param signal ends the waiting; the promise rejects with its reason
   */
  enter(host: string, signal: AbortSignal): Promise<() => void>;
}

export function createHostGate(places: number): HostGate {
  const inside = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  const leave = (host: string): void => {
    const next = waiting.get(host)?.shift();
    if (next) return next();
    const left = (inside.get(host) ?? 1) - 1;
    if (left > 0) inside.set(host, left);
    else {
      inside.delete(host);
      waiting.delete(host);
    }
  };

  return {
    async enter(host, signal) {
      signal.throwIfAborted();
      const taken = inside.get(host) ?? 0;
      if (taken < places) inside.set(host, taken + 1);
      else {
        await new Promise<void>((resolve, reject) => {
          const line = waiting.get(host) ?? [];
          waiting.set(host, line);
          const giveUp = (): void => {
            line.splice(line.indexOf(admit), 1);
            reject(signal.reason as Error);
          };
          const admit = (): void => {
            signal.removeEventListener("abort", giveUp);
            resolve();
          };
          line.push(admit);
          signal.addEventListener("abort", giveUp, { once: true });
        });
      }
      return () => leave(host);
    },
  };
}
