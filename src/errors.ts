/**
 * Every error that Wirefold raises on purpose. A `code` is part of the interface (logs, feed state, alerts) and is
 * never reused for something else; a message names what, where and what to do.
 */
export abstract class WirefoldError extends Error {
  abstract readonly code: string;
}

export type FetchErrorCode =
  | "FETCH_ABORTED"
  | "FETCH_BAD_ADDRESS"
  | "FETCH_BLOCKED_ADDRESS"
  | "FETCH_CHALLENGED"
  | "FETCH_CONNECTION"
  | "FETCH_DNS"
  | "FETCH_ENCODING"
  | "FETCH_PROTOCOL"
  | "FETCH_REDIRECTS"
  | "FETCH_SECRET"
  | "FETCH_STATUS"
  | "FETCH_TIMEOUT"
  | "FETCH_TLS"
  | "FETCH_TOO_LARGE";

/** Trying again is pointless until somebody changes something. */
const HOPELESS: ReadonlySet<FetchErrorCode> = new Set([
  "FETCH_BAD_ADDRESS",
  "FETCH_BLOCKED_ADDRESS",
  "FETCH_SECRET",
]);

export interface FetchErrorDetails {
  /** HTTP status, where there was one. */
  status?: number;
  /** Seconds that the server asked to wait (RFC 9110, 10.2.3). */
  retryAfter?: number;
  cause?: unknown;
}

/** A document could not be had. */
export class FetchError extends WirefoldError {
  override readonly name = "FetchError";
  readonly code: FetchErrorCode;
  readonly isHopeless: boolean;
  readonly status: number | null;
  readonly retryAfter: number | null;

  constructor(code: FetchErrorCode, message: string, details: FetchErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.isHopeless = HOPELESS.has(code);
    this.status = details.status ?? null;
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** Something is not to be had for a while. Nobody has failed: it is tried again then. */
export abstract class NotNowError extends WirefoldError {
  /** Milliseconds. */
  abstract readonly wait: number;
}

/** A server has no turn left for a while. The document was not asked for. */
export class HostBusyError extends NotNowError {
  override readonly name = "HostBusyError";
  readonly code = "HOST_BUSY";
  readonly wait: number;

  constructor(unit: string, wait: number) {
    super(`${unit} can be asked again in ${wait} ms`);
    this.wait = wait;
  }
}

/** Too many large documents came at once. This one was not read to its end. */
export class NoRoomError extends NotNowError {
  override readonly name = "NoRoomError";
  readonly code = "NO_ROOM";
  readonly wait: number;

  constructor(wait: number) {
    super(`There is no room for a large document; it is asked for again in ${wait} ms`);
    this.wait = wait;
  }
}

/** An error of a kind that has several codes. */
abstract class CodedError<Code extends string> extends WirefoldError {
  readonly code: Code;

  constructor(code: Code, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export type ParseErrorCode =
  | "PARSE_EMPTY"
  | "PARSE_MALFORMED"
  | "PARSE_NOT_A_FEED"
  | "PARSE_NO_ENTRIES"
  | "PARSE_TOO_COMPLEX";

/** A document was had, and cannot be read as a feed. */
export class ParseError extends CodedError<ParseErrorCode> {
  override readonly name = "ParseError";
}

export type ExtractErrorCode =
  | "PAGE_NOT_HTML"
  | "PAGE_TOO_BIG"
  | "PAGE_TOO_COMPLEX"
  | "PAGE_TOO_DEEP"
  | "PAGE_TOO_SLOW";

/** A page was had, and no article can be read from it: another time it would be the same. */
export class ExtractError extends CodedError<ExtractErrorCode> {
  override readonly name = "ExtractError";
}

/** The operator's words cannot be followed: a variable, an option, a line of a feeds file. */
export class ConfigError extends WirefoldError {
  override readonly name = "ConfigError";
  readonly code = "CONFIG";
}

export type RedisErrorCode =
  | "REDIS_EVICTS"
  | "REDIS_MISSING"
  | "REDIS_PORT_TAKEN"
  | "REDIS_START"
  | "REDIS_UNREACHABLE";

/** Redis cannot be used as it is. */
export class RedisError extends CodedError<RedisErrorCode> {
  override readonly name = "RedisError";
}
