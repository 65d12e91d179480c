import type { Dispatcher } from "undici";
import { FetchError } from "../errors.ts";
import { type AddressRules, checkAddress } from "./fetch-address.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/** Whether a redirect says that the document has moved for good, and may: nobody leaves https for good. */
export function isPermanentMove(status: number, from: URL, to: URL): boolean {
  return (status === 301 || status === 308) && !(from.protocol === "https:" && to.protocol === "http:");
}

/** @throws FetchError FETCH_REDIRECTS, FETCH_BAD_ADDRESS, FETCH_BLOCKED_ADDRESS */
export function redirectTarget(
  from: URL,
  { headers, statusCode }: Dispatcher.ResponseData,
  rules: AddressRules,
): URL {
  const locations = new Set([headers["location"]].flat());
  const [location] = locations;
  if (locations.size > 1)
    throw new FetchError("FETCH_REDIRECTS", `${from.host} redirects to several addresses at once`);
  if (!location)
    throw new FetchError(
      "FETCH_REDIRECTS",
      `${from.host} answered ${statusCode} and did not say where to go`,
    );
  // Written in UTF-8 by servers that do not escape; the HTTP client reads bytes.
  return checkAddress(Buffer.from(location, "latin1").toString(), rules, from);
}
