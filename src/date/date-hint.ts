/** What is known of a feed beside its document; it decides where a date alone leaves a choice. */
export interface DateHint {
  /** IANA zone that the operator gave for the feed: the zone of times that name none. */
  zone: string | null;
  /** Host name of the publisher: its country decides what `IST` and `03/05/2021` mean. */
  host: string | null;
}

export const NO_HINT: DateHint = { zone: null, host: null };

/** @param addresses of the publisher's site and feed, the most telling first */
export function dateHint(zone: string | null, addresses: readonly (string | null)[]): DateHint {
  const hosts = addresses.map((address) => (address === null ? null : URL.parse(address)?.hostname));
  return { zone, host: hosts.find(Boolean) ?? null };
}
