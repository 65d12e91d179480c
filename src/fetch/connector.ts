import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import { buildConnector } from "undici";
import { FetchError } from "../errors.ts";
import type { AddressGuard } from "./address-guard.ts";

type LookupCallback = (error: Error | null, addresses: string | LookupAddress[], family?: number) => void;

/**
 * A connector that reaches only addresses that the guard admits. Three checks, because each alone has a hole: the
 * literal in the URL (no lookup is made for it), every answer of the lookup (one bad answer refuses the host), and the
 * address that the socket really reached.
 */
export function createGuardedConnector(
  guard: AddressGuard,
  connectTimeout: number,
): buildConnector.connector {
  const lookup = (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const blocked = addresses.find(({ address }) => !guard(address));
      if (blocked) return callback(refuse(`${hostname} (${blocked.address})`), []);
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

  const connect = buildConnector({ lookup, timeout: connectTimeout });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) && !guard(host)) return callback(refuse(host), null);
    return connect(options, (error, socket) => {
      if (error) return callback(error, null);
      const reached = socket.remoteAddress ?? "an unknown address";
      if (guard(reached)) return callback(null, socket);
      socket.destroy();
      return callback(refuse(`${host} (${reached})`), null);
    });
  };
}

function refuse(what: string): FetchError {
  return new FetchError(
    "FETCH_BLOCKED_ADDRESS",
    `${what} is not a public address. If it shall be fetched, add its range to WIREFOLD_ALLOW_PRIVATE`,
  );
}
