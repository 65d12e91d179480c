import { type Dispatcher, request } from "undici";
import { FetchError, HostBusyError } from "../errors.ts";
import type { HostGate } from "../host-gate.ts";
import { createDispatchers } from "./dispatchers.ts";
import { checkAddress } from "./fetch-address.ts";
import { toFetchError } from "./fetch-error.ts";
import { answerOf, NOT_ASKED } from "./host-answer.ts";
import { noteSending } from "./note-sending.ts";
import { userAgent } from "./request-headers.ts";

/** Sends forms to addresses that others name: the guard is the same as for documents. */
export interface FormPoster {
  /**
   * Posts a form when the server has a turn, and follows redirects that keep the method (307 and 308, RFC 9110, 15.4.8
   * and 15.4.9).
   *
   * @param asker tells those apart who wait for a turn at the same address
   * @param signal ends the request early, with FETCH_ABORTED
   * @throws FetchError, also for every status that is not 2xx; HostBusyError
   */
  post(
    address: string,
    form: Readonly<Record<string, string>>,
    asker: string,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

const DEADLINE = 30_000;
/** Milliseconds that a turn is waited for. */
const PATIENCE = 250;
/** The same after a redirect: giving up means asking the first server again. */
const REDIRECT_PATIENCE = 10_000;
const MAX_REDIRECTS = 3;
/** Bytes of an answer that are read: nobody needs them. */
const MAX_ANSWER = 16_384;
/** Bytes of a connection. */
const MAX_BYTES = 1024 * 1024;

export function createFormPoster({
  allowPrivate,
  contact,
  gate,
}: {
  allowPrivate: readonly string[];
  contact: string | null;
  gate: HostGate;
}): FormPoster {
  const dispatchers = createDispatchers({ allowPrivate, deadline: DEADLINE, maxBytes: MAX_BYTES });
  const rules = { allowLocalNames: allowPrivate.length > 0, allowOverlayNames: false };
  return {
    async post(address, form, asker, signal) {
      const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
      const body = new URLSearchParams(form).toString();
      let url = checkAddress(address, rules);
      for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
        try {
          const patience = hop === 0 ? PATIENCE : REDIRECT_PATIENCE;
          const next = await postInTurn(url, body, asker, patience, until);
          if (next === null) return;
          url = next;
        } catch (error) {
          throw error instanceof HostBusyError ? error : toFetchError(error, url);
        }
      }
      throw new FetchError("FETCH_REDIRECTS", `${address} redirects more than ${MAX_REDIRECTS} times`);
    },
    close: () => dispatchers.close(),
  };

  /** Every redirect takes a turn of its own: hubs hardly ever have one. @returns as `targetOf` does */
  async function postInTurn(
    url: URL,
    body: string,
    asker: string,
    patience: number,
    signal: AbortSignal,
  ): Promise<URL | null> {
    const place = new URL(`#${asker}`, url);
    const visit = await gate.enter(place, patience, signal);
    let answer = NOT_ASKED;
    try {
      const sentAt = performance.now();
      const response = await request(url, {
        dispatcher: dispatchers.direct.compose(noteSending(() => visit.sent())),
        method: "POST",
        signal,
        headers: { "user-agent": userAgent(contact), "content-type": "application/x-www-form-urlencoded" },
        body,
      });
      answer = answerOf(response, performance.now() - sentAt, Date.now());
      await response.body.dump({ limit: MAX_ANSWER });
      return targetOf(url, response, answer.retryAfter);
    } finally {
      await visit.leave(answer);
    }
  }

  /** @returns where to post instead; `null` when the form was accepted */
  function targetOf(
    url: URL,
    { statusCode: status, headers }: Dispatcher.ResponseData,
    retryAfter: number | null,
  ): URL | null {
    if (status >= 200 && status < 300) return null;
    const [location] = [headers["location"] ?? []].flat();
    if ((status === 307 || status === 308) && location) return checkAddress(location, rules, url);
    const details = retryAfter === null ? { status } : { status, retryAfter };
    throw new FetchError("FETCH_STATUS", `${url.host} answered with status ${status}`, details);
  }
}
