import { FetchError } from "../errors.ts";
import type { FeedRequest } from "../model.ts";
import { ACCEPT_ENCODING } from "./content-encoding.ts";
import { type ReadVariable, resolveSecret } from "./secrets.ts";

/** What a fetcher is for. */
export type Wanted = "feed" | "page";

const ACCEPT: Record<Wanted, string> = {
  feed:
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, " +
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
  page: "text/html, application/xhtml+xml, */*;q=0.1",
};

/** @param contact address or mail address of who runs this Wirefold */
export const userAgent = (contact: string | null): string =>
  `Wirefold/0.1 (${contact === null ? "feed aggregator" : `+${contact}`})`;

/** Sent with every request; `contact` as for {@link userAgent}. */
export function usualHeaders(contact: string | null, wanted: Wanted): Record<string, string> {
  return {
    "user-agent": userAgent(contact),
    accept: ACCEPT[wanted],
    "accept-encoding": ACCEPT_ENCODING,
  };
}

/**
 * Headers that the operator wants sent to a feed, secrets included: for the origin of the feed alone.
 *
 * @throws FetchError FETCH_SECRET
 */
export async function ownHeaders(
  { headers, auth }: Pick<FeedRequest, "headers" | "auth">,
  read: ReadVariable,
): Promise<Record<string, string>> {
  const own: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers ?? {})) {
    const value = await resolveSecret(text, read);
    // The HTTP client would quote the value in its message.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new FetchError(
        "FETCH_SECRET",
        `The value of the header ${name} has characters that no header may have`,
      );
    own[name.toLowerCase()] = value;
  }
  if (auth) {
    const user = await resolveSecret(auth.user, read);
    const password = await resolveSecret(auth.password, read);
    // RFC 7617, in UTF-8.
    own["authorization"] = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  }
  return own;
}
