import { FetchError, type FetchErrorCode } from "../errors.ts";

const BY_CODE: Record<string, FetchErrorCode> = {
  ENOTFOUND: "FETCH_DNS",
  EAI_AGAIN: "FETCH_DNS",
  EAI_FAIL: "FETCH_DNS",
  EAI_NODATA: "FETCH_DNS",
  EAI_NONAME: "FETCH_DNS",
  UND_ERR_CONNECT_TIMEOUT: "FETCH_TIMEOUT",
  UND_ERR_HEADERS_TIMEOUT: "FETCH_TIMEOUT",
  UND_ERR_BODY_TIMEOUT: "FETCH_TIMEOUT",
  ETIMEDOUT: "FETCH_TIMEOUT",
  ECONNREFUSED: "FETCH_CONNECTION",
  ECONNRESET: "FETCH_CONNECTION",
  EHOSTUNREACH: "FETCH_CONNECTION",
  ENETUNREACH: "FETCH_CONNECTION",
  EPIPE: "FETCH_CONNECTION",
  UND_ERR_SOCKET: "FETCH_CONNECTION",
  // A body that was cut short; which of the two is seen depends on the moment.
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "FETCH_CONNECTION",
};
const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** Turns whatever the HTTP client threw into one of our errors, keeping the original as its cause. */
export function toFetchError(error: unknown, url: URL): FetchError {
  if (error instanceof FetchError) return error;
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  const { code = "" } = error as { code?: string };
  const cause = { cause: error };
  if (name === "TimeoutError")
    return new FetchError("FETCH_TIMEOUT", `${url.host} took too long to answer in full`, cause);
  if (name === "AbortError")
    return new FetchError("FETCH_ABORTED", "The fetch was given up because Wirefold stops", cause);
  if (TLS.test(code))
    return new FetchError("FETCH_TLS", `No secure connection to ${url.host}: ${message}`, cause);
  return new FetchError(BY_CODE[code] ?? "FETCH_PROTOCOL", `${url.host}: ${message || code || name}`, cause);
}
