import pino, { type DestinationStream, type Logger } from "pino";

export type { Logger };

/** What may hold a secret in anything that is logged; a feed's own headers may all be one. */
const SECRETS = [
  "headers.authorization",
  "headers.cookie",
  'headers["proxy-authorization"]',
  "password",
  "auth.password",
  "proxy",
  "request.headers",
  "request.auth.password",
  "request.proxy",
  "*.request.headers",
  "*.request.auth.password",
  "*.request.proxy",
];

/** Structured logs, one JSON line each, on standard error: standard output belongs to what a command prints. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: SECRETS,
      serializers: { err: withoutCommand },
    },
    destination,
  );
}

/** An error of Redis carries the command that failed, items and all: 250 KB in one line. */
function withoutCommand(error: Error): object {
  const { command: _, ...rest } = pino.stdSerializers.err(error) as unknown as Record<string, unknown>;
  return rest;
}

/** Query parameters that hold a secret by their name. */
const SECRET = /token|secret|passw|auth|api_?key|signature|^key$|^sig$/i;

/** An address that may be shown: without user name and password, and without secrets in its query. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys()))
    if (SECRET.test(name)) url.searchParams.set(name, "***");
  return url.href;
}
