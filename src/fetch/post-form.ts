import { request } from "undici";
import { FetchError } from "../errors.ts";
import { createDispatchers } from "./dispatchers.ts";
import { checkAddress } from "./fetch-address.ts";
import { toFetchError } from "./fetch-error.ts";
import { userAgent } from "./request-headers.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** Sends forms to addresses that others name: the guard is the same as for documents. */
export interface FormPoster {
  /**
   * Posts a form, and follows redirects that keep the method (307 and 308, RFC 9110, 15.4.8 and 15.4.9).
   *
   * @param signal ends the request early, with FETCH_ABORTED
   * @throws FetchError, also for every status that is not 2xx
   */
  post(address: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const DEADLINE = 30_000;
const MAX_REDIRECTS = 3;
/** Bytes of an answer that are read: nobody needs them. */
const MAX_ANSWER = 16_384;
/** Bytes of a connection. */
const MAX_BYTES = 1024 * 1024;

export function createFormPoster({
  allowPrivate,
  contact,
}: {
  allowPrivate: readonly string[];
  contact: string | null;
}): FormPoster {
  const dispatchers = createDispatchers({ allowPrivate, deadline: DEADLINE, maxBytes: MAX_BYTES });
  const rules = { allowLocalNames: allowPrivate.length > 0, allowOverlayNames: false };
  return {
    async post(address, form, signal) {
      const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
      const body = new URLSearchParams(form).toString();
      let url = checkAddress(address, rules);
      for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
        try {
          const next = await postOnce(url, body, until);
          if (next === null) return;
          url = next;
        } catch (error) {
          throw toFetchError(error, url);
        }
      }
      throw new FetchError("FETCH_REDIRECTS", `${address} redirects more than ${MAX_REDIRECTS} times`);
    },
    close: () => dispatchers.close(),
  };

  /** @returns where to post instead; `null` when it was accepted */
  async function postOnce(url: URL, body: string, signal: AbortSignal): Promise<URL | null> {
    const response = await request(url, {
      dispatcher: dispatchers.direct,
      method: "POST",
      signal,
      headers: { "user-agent": userAgent(contact), "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    const { statusCode: status, headers } = response;
    await response.body.dump({ limit: MAX_ANSWER });
    if (status >= 200 && status < 300) return null;
    const [location] = [headers["location"] ?? []].flat();
    if ((status === 307 || status === 308) && location) return checkAddress(location, rules, url);
    const [asked = null] = [headers["retry-after"] ?? []].flat();
    const retryAfter = retryAfterSeconds(asked, Date.now());
    const details = retryAfter === null ? { status } : { status, retryAfter };
    throw new FetchError("FETCH_STATUS", `${url.host} answered with status ${status}`, details);
  }
}
