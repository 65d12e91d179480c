import { z } from "zod";
import type { FeedRequest } from "../model.ts";

/** What HTTP, or the fetcher, decides; a wrong one would make the answer unreadable or another feed's. */
const NOT_YOURS = new Set([
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "expect",
  "host",
  "http2-settings",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "keep-alive",
  "range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

const MAX_HEADERS = 50;
const MAX_LENGTH = 4_096;
/** Stands for a secret that is not shown. */
const MASK = "***";
/** A reference to a secret, which is none itself, after the name of a scheme such as `Bearer`. */
const REFERENCE = /^(file:.+|([A-Za-z]{1,10} )?\$\{\w+\})$/;

const secret = (what: string) =>
  z
    .string(`must be ${what}`)
    .min(1, "must not be empty")
    .max(MAX_LENGTH, `must have at most ${MAX_LENGTH} characters`)
    .refine((text) => !/[\r\n\0]/.test(text), "must be one line")
    .refine((text) => text !== MASK, `"${MASK}" stands for a secret that was not exported: put it in`);

const headers = z.record(z.string(), secret("a text")).superRefine((named, context) => {
  const issue = (name: string, message: string) =>
    context.addIssue({ code: "custom", message, path: [name] });
  const names = new Set<string>();
  for (const name of Object.keys(named)) {
    const lower = name.toLowerCase();
    // RFC 9110, 5.6.2.
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) issue(name, "is not the name of a header");
    else if (NOT_YOURS.has(lower) || lower.startsWith("proxy-"))
      issue(name, "is a header that cannot be set");
    else if (names.has(lower)) issue(name, "is named twice");
    names.add(lower);
  }
  if (names.size > MAX_HEADERS) context.addIssue(`must be at most ${MAX_HEADERS}`);
});

const auth = z.strictObject({
  user: secret("a text").refine((text) => !text.includes(":"), "must have no colon"),
  password: secret("a text"),
});

const proxy = secret("an address").superRefine((text, context) => {
  if (text.startsWith("file:")) return;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    context.addIssue("is not an http or https address such as http://proxy.example:3128");
  else if (url.password === MASK)
    context.addIssue(`"${MASK}" stands for a password that was not exported: put it in`);
  else if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    context.addIssue("must have no path");
});

/** The words of a feeds file that say how a feed is asked for. */
export const requestWords: { [W in keyof FeedRequest]: z.ZodType<FeedRequest[W]> } = {
  conditional: z.boolean("must be true or false").nullable().default(null),
  headers: headers.nullable().default(null),
  auth: auth.nullable().default(null),
  proxy: proxy.nullable().default(null),
};

/** `null` when nothing is said. */
export function feedRequest(said: FeedRequest): FeedRequest | null {
  return Object.values(said).some((value) => value !== null) ? said : null;
}

/** What is said now, and what was said before where nothing is said now. */
export function mergeRequests(before: FeedRequest | null, now: FeedRequest | null): FeedRequest | null {
  if (before === null || now === null) return now ?? before;
  return {
    conditional: now.conditional ?? before.conditional,
    headers: now.headers ?? before.headers,
    auth: now.auth ?? before.auth,
    proxy: now.proxy ?? before.proxy,
  };
}

/** As it may be shown: references to secrets stay, secrets do not. */
export function maskRequest(request: FeedRequest): FeedRequest {
  return {
    conditional: request.conditional,
    headers:
      request.headers &&
      Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, maskText(value)])),
    auth: request.auth && { user: request.auth.user, password: maskText(request.auth.password) },
    proxy: request.proxy && maskProxy(request.proxy),
  };
}

const maskText = (text: string): string => (REFERENCE.test(text) ? text : MASK);

function maskProxy(text: string): string {
  if (text.startsWith("file:")) return text;
  return text.replace(
    /^(https?:\/\/[^:/@]*):([^/]*)@/i,
    (_, start: string, password: string) => `${start}:${maskText(password)}@`,
  );
}
