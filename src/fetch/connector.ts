import { lookup as resolve, type LookupAddress, type LookupAllOptions, type LookupOptions } from "node:dns";
import { isIP, type Socket } from "node:net";
import { buildConnector } from "undici";
import { FetchError } from "../errors.ts";
import type { AddressGuard } from "./address-guard.ts";
import { tooLarge } from "./content-encoding.ts";

/**
 * What an address must pass before anything is sent to it. Three checks, because each alone has a hole: for a literal in
 * the URL no lookup is made, a name can lead anywhere, and the socket may have reached what nobody looked up.
 */
export interface ConnectionChecks {
  /** Asked of a literal, before connecting. */
  literal: AddressGuard;
  /** Asked of every answer of a lookup, before connecting; one bad answer refuses the host. */
  answer: (address: string, hostname: string) => boolean;
  /** Asked of the address that the socket reached, before the first byte. */
  reached: AddressGuard;
}

/** `dns.lookup`, or what stands in for it. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface ConnectorOptions {
  /** Milliseconds, the lookup included. */
  timeout: number;
  /** Bytes that one connection may bring, whatever they are: heads, interim answers, chunk extensions, bodies. */
  maxBytes: number;
  lookup?: Lookup;
  build?: typeof buildConnector;
}

type LookupCallback = (error: Error | null, addresses: string | LookupAddress[], family?: number) => void;

/** Milliseconds for a lookup. */
const LOOKUP_TIMEOUT = 5_000;
/** Answers of one lookup that are tried. */
const MAX_ANSWERS = 8;

/** A connector that reaches only addresses that pass the checks, and ends a connection that brings too much. */
export function createGuardedConnector(
  checks: ConnectionChecks,
  { timeout, maxBytes, lookup = resolve, build = buildConnector }: ConnectorOptions,
): buildConnector.connector {
  const checkedLookup = (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    let isOver = false;
    const end: LookupCallback = (...answer) => {
      clearTimeout(timer);
      if (!isOver) callback(...answer);
      isOver = true;
    };
    const timer = setTimeout(() => {
      end(new FetchError("FETCH_DNS", `The lookup of ${hostname} took too long`), []);
    }, LOOKUP_TIMEOUT);
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return end(error, []);
      const blocked = addresses.find(({ address }) => !checks.answer(address, hostname));
      if (blocked) return end(refuse(`${hostname} (${blocked.address})`), []);
      const [first] = addresses;
      if (!first) return end(new FetchError("FETCH_DNS", `${hostname} has no address`), []);
      if (options.all) return end(null, addresses.slice(0, MAX_ANSWERS));
      return end(null, first.address, first.family);
    });
  };

  const connect = build({ lookup: checkedLookup, timeout, rejectUnauthorized: true });
  return (options, callback) => {
    const refusal = refusedLiteral(options.hostname, checks.literal);
    if (refusal) return callback(refusal, null);
    return connect(options, (error, socket) => {
      if (error) return callback(error, null);
      const reached = socket.remoteAddress ?? "an unknown address";
      if (checks.reached(reached)) return callback(null, limitBytes(socket, maxBytes));
      socket.destroy();
      return callback(refuse(`${options.hostname} (${reached})`), null);
    });
  };
}

/** Why a literal host cannot be connected to; `null` when it can, and for a name. */
export function refusedLiteral(hostname: string, guard: AddressGuard): FetchError | null {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) && !guard(host) ? refuse(host) : null;
}

/** Bytes that the HTTP client is given at once. */
const PIECE = 4_096;

/**
 * Ends a connection that brings more bytes than this: the HTTP client counts neither interim answers nor chunk
 * extensions. What it is given it reads to the end, and makes an error, with a stack, of every header field beyond its
 * limit: of 64 KB, that takes a tenth of a second and more. So it is given less.
 */
export function limitBytes<S extends Socket>(socket: S, maxBytes: number): S {
  socket.on("readable", () => {
    if (socket.bytesRead > maxBytes) socket.destroy(tooLarge(maxBytes));
  });
  const read = socket.read.bind(socket);
  socket.read = (size = Math.min(socket.readableLength, PIECE) || undefined): unknown =>
    socket.destroyed ? null : read(size);
  return socket;
}

function refuse(what: string): FetchError {
  return new FetchError(
    "FETCH_BLOCKED_ADDRESS",
    `${what} is not a public address. If it shall be fetched, add its range to WIREFOLD_ALLOW_PRIVATE`,
  );
}
