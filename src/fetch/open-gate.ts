import type { HostGate } from "../host-gate.ts";

/** Lets everything through at once: for one document that a person wants to see. */
export const OPEN_GATE: HostGate = {
  async enter(_url, _patience, signal) {
    signal.throwIfAborted();
    return { covers: () => true, sent() {}, async leave() {} };
  },
};
