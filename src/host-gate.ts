/** What a server's answer, or its silence, tells about how it wants to be asked. */
export interface HostAnswer {
  /** HTTP status; `null`: no answer. */
  status: number | null;
  /** Seconds that it asks to wait (RFC 9110, 10.2.3). */
  retryAfter: number | null;
  /** Milliseconds until the answer began, or until it was given up; `null`: nothing was asked. */
  latency: number | null;
}

/** A turn at a server. */
export interface HostVisit {
  /** Whether an address belongs to the same server, so that a redirect to it needs no turn of its own. */
  covers(url: URL): boolean;
  /** The request is on its way: the next one is spaced from now. */
  sent(): void;
  /** Ends the visit; what the server answered is learned. */
  leave(answer: HostAnswer): Promise<void>;
}

/** Lets requests through to servers, so many and so often as each of them can bear. */
export interface HostGate {
  /**
   * Waits for a turn, but not for long.
   *
   * @param patience milliseconds
   * @throws HostBusyError when the turn comes later; it is kept for this address
   */
  enter(url: URL, patience: number, signal: AbortSignal): Promise<HostVisit>;
}
