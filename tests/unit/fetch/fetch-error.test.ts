import { describe, expect, test } from "vitest";
import { FetchError } from "../../../src/errors.ts";
import { toFetchError } from "../../../src/fetch/fetch-error.ts";

const url = new URL("https://feeds.example:8443/rss?token=hunter2");
const failure = (code: string, message = "it failed"): Error => Object.assign(new Error(message), { code });

test.each([
  ["ENOTFOUND", "FETCH_DNS"],
  ["EAI_AGAIN", "FETCH_DNS"],
  ["EAI_FAIL", "FETCH_DNS"],
  ["UND_ERR_CONNECT_TIMEOUT", "FETCH_TIMEOUT"],
  ["UND_ERR_HEADERS_TIMEOUT", "FETCH_TIMEOUT"],
  ["UND_ERR_BODY_TIMEOUT", "FETCH_TIMEOUT"],
  ["ETIMEDOUT", "FETCH_TIMEOUT"],
  ["ECONNREFUSED", "FETCH_CONNECTION"],
  ["ECONNRESET", "FETCH_CONNECTION"],
  ["EHOSTUNREACH", "FETCH_CONNECTION"],
  ["ENETUNREACH", "FETCH_CONNECTION"],
  ["EPIPE", "FETCH_CONNECTION"],
  ["UND_ERR_SOCKET", "FETCH_CONNECTION"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "FETCH_TLS"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "FETCH_TLS"],
  ["EPROTO", "FETCH_TLS"],
  ["CERT_HAS_EXPIRED", "FETCH_TLS"],
  ["CERT_NOT_YET_VALID", "FETCH_TLS"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "FETCH_TLS"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "FETCH_TLS"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "FETCH_TLS"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "FETCH_CONNECTION"],
  ["HPE_INVALID_CONSTANT", "FETCH_PROTOCOL"],
  ["SOMETHING_NEW", "FETCH_PROTOCOL"],
])("%s is %s", (code, ours) => {
  const error = failure(code);
  expect(toFetchError(error, url)).toMatchObject({ name: "FetchError", code: ours, cause: error });
});

test("the deadline is a timeout", () => {
  const error = new DOMException("The operation was aborted due to timeout", "TimeoutError");
  expect(toFetchError(error, url)).toMatchObject({
    code: "FETCH_TIMEOUT",
    message: "feeds.example:8443 took too long to answer in full",
  });
});

test("giving up is no failure of the host", () => {
  const stop = new AbortController();
  stop.abort();
  expect(toFetchError(stop.signal.reason, url).code).toBe("FETCH_ABORTED");
});

test("an error of ours stays what it is", () => {
  const error = new FetchError("FETCH_BLOCKED_ADDRESS", "no", { status: 200 });
  expect(toFetchError(error, url)).toBe(error);
});

describe("the message", () => {
  test.each([
    ["what happened", failure("ECONNRESET", "read ECONNRESET"), "feeds.example:8443: read ECONNRESET"],
    ["the code where there is no message", failure("ECONNREFUSED", ""), "feeds.example:8443: ECONNREFUSED"],
    ["the kind of error where there is neither", new TypeError(""), "feeds.example:8443: TypeError"],
    ["a thrown text", "boom", "feeds.example:8443: boom"],
    [
      "that it was about security",
      failure("CERT_HAS_EXPIRED", "certificate has expired"),
      "No secure connection to feeds.example:8443: certificate has expired",
    ],
  ])("says %s, and names the host without the address", (_, error, message) => {
    expect(toFetchError(error, url).message).toBe(message);
  });
});
