import { type Dispatcher, request } from "undici";
import { FetchError } from "../errors.ts";
import type { AddressGuard } from "./address-guard.ts";
import { refusedLiteral } from "./connector.ts";
import { noteSending } from "./note-sending.ts";
import type { Place } from "./places.ts";
import type { Validators } from "./validators.ts";

/** What one fetch keeps from hop to hop. */
export interface Journey {
  dispatcher: Dispatcher;
  isProxied: boolean;
  /** A proxy makes the connection, and looks the name up; literals are then checked here. */
  refuseLiteral: AddressGuard | null;
  /** Headers for the feed's own origin. */
  own: Record<string, string>;
  origin: string | null;
  validators: Validators | null;
  place: Place;
  /** Milliseconds that the next turn is waited for. */
  patience: number;
  /** Bytes that the document may have. */
  room: number;
  /** The place's signal with the deadline; `null` before the first turn. */
  until: AbortSignal | null;
  requests: number;
  /** Whether it has been at the feed's own origin all the time. Once it has left, somebody else chose where it is. */
  isHome: boolean;
  isPermanent: boolean;
  /** Seconds that a redirect asked to wait: it is for the next poll, not for the next hop. */
  retryAfter: number | null;
}

const MAX_INTERIM = 10;
/** More than the longest spacing: giving up would mean to ask for the documents before it again. */
const FURTHER_PATIENCE = 65_000;

/** @param room bytes that are left for another document of the same feed */
export const furtherJourney = (first: Journey, room: number): Journey => ({
  ...first,
  room,
  validators: null,
  patience: FURTHER_PATIENCE,
  until: null,
  requests: 0,
  isHome: true,
  isPermanent: true,
  retryAfter: null,
});

/** @param sent called when the request is on its way */
export async function sendRequest(
  url: URL,
  headers: Record<string, string>,
  { dispatcher, refuseLiteral, place, until }: Journey,
  sent: () => void,
): Promise<Dispatcher.ResponseData> {
  const refusal = refuseLiteral && refusedLiteral(url.hostname, refuseLiteral);
  if (refusal) throw refusal;
  let interim = 0;
  return request(url, {
    dispatcher: dispatcher.compose(noteSending(sent)),
    headers,
    signal: until ?? place.signal,
    onInfo: () => {
      if (++interim > MAX_INTERIM)
        throw new FetchError("FETCH_PROTOCOL", `${url.host} does not stop announcing its answer`);
    },
  });
}
