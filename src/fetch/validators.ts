/** Identifiers of the document that is already known, and the address that gave them. */
export interface Validators {
  url: string;
  etag: string | null;
  lastModified: string | null;
  /** Whether the server is known not to recognize its own ETag; the other validator must do. */
  ignoresEtag?: boolean;
}

/** Characters of a validator that is remembered. */
const MAX_LENGTH = 1_024;

/** The validators of an answer as they came, each on its own; `null` for what could not be sent back as it came. */
export function validatorsIn(headers: Record<string, string | string[] | undefined>): {
  etag: string | null;
  lastModified: string | null;
} {
  return { etag: validator(headers["etag"]), lastModified: validator(headers["last-modified"]) };
}

/** Headers of a conditional request (RFC 9110, 13.1.2 and 13.1.3); none when nothing is known. */
export function conditionsOf(known: Validators | null): Record<string, string> {
  if (known === null) return {};
  const { etag, lastModified, ignoresEtag = false } = known;
  // A server that sees If-None-Match must not look at If-Modified-Since (RFC 9110, 13.1.3).
  const sendsEtag = etag !== null && !(ignoresEtag && lastModified !== null);
  return {
    ...(sendsEtag && { "if-none-match": etag }),
    ...(lastModified !== null && { "if-modified-since": lastModified }),
  };
}

function validator(value: string | string[] | undefined): string | null {
  const [first = ""] = [value].flat();
  // An asterisk would mean "any document".
  const isUsable =
    first !== "" && first !== "*" && first.length <= MAX_LENGTH && /^[\x20-\x7e]+$/.test(first);
  return isUsable ? first : null;
}
