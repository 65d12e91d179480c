import pino, { type DestinationStream, type Logger } from "pino";

export type { Logger };

/** Structured logs, one JSON line each, on standard error: standard output belongs to what a command prints. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ["headers.authorization", "headers.cookie", "password"],
    },
    destination,
  );
}

/** An address that may be shown: without its user name and password. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = "";
  url.password = "";
  // ioredis reads options from the query too.
  if (url.searchParams.has("password")) url.searchParams.set("password", "***");
  return url.href;
}
