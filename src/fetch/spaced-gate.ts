import type { HostGate } from "../host-gate.ts";

/**
 * Spaces the requests of one caller that asks for one document after the other, where there is no Redis to take turns by.
 *
 * @param spacingOf milliseconds between two requests to the host of an address
 */
export function createSpacedGate(spacingOf: (url: URL) => number): HostGate {
  /** When each host may be asked next, in milliseconds of `performance.now`. */
  const nextAt = new Map<string, number>();
  return {
    async enter(url, _patience, signal) {
      signal.throwIfAborted();
      const { host } = url;
      const left = (nextAt.get(host) ?? 0) - performance.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      signal.throwIfAborted();
      return {
        covers: (other) => other.host === host,
        sent: () => void nextAt.set(host, performance.now() + spacingOf(url)),
        async leave() {},
      };
    },
  };
}
