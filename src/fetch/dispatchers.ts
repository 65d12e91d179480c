import { buildConnector, type Dispatcher, Pool, ProxyAgent } from "undici";
import { createAddressGuard, createRangeGuard } from "./address-guard.ts";
import { type ConnectionChecks, createGuardedConnector, limitBytes, type Lookup } from "./connector.ts";
import { createLoneClients } from "./lone-clients.ts";
import { isLocalName } from "./special-names.ts";

/** What sends requests: directly, to addresses that are checked, or through proxies. */
export interface Dispatchers {
  checks: ConnectionChecks;
  direct: Dispatcher;
  /** @param proxy address of an http or https proxy, with user name and password if it wants them */
  through(proxy: string): Dispatcher;
  close(): Promise<void>;
}

export interface DispatcherOptions {
  allowPrivate: readonly string[];
  /** Milliseconds. */
  deadline: number;
  /** Bytes of one connection. */
  maxBytes: number;
  lookup?: Lookup;
}

const CONNECT_TIMEOUT = 10_000;
/** Bytes of one head; some sites send 16 KB of policies. */
const MAX_HEADER_BYTES = 32 * 1024;

export function createDispatchers(options: DispatcherOptions): Dispatchers {
  const { allowPrivate, deadline, maxBytes, lookup } = options;
  const guard = createAddressGuard(allowPrivate);
  const isAllowed = createRangeGuard(allowPrivate);
  const checks: ConnectionChecks = {
    literal: guard,
    // A name of the private network has no business with public addresses.
    answer: (address, hostname) => (isLocalName(hostname) ? isAllowed(address) : guard(address)),
    reached: guard,
  };
  const shared = {
    headersTimeout: deadline,
    bodyTimeout: deadline,
    maxHeaderSize: MAX_HEADER_BYTES,
    allowH2: false,
    // One request a connection: nothing that a server sends can be taken for the answer to another feed's request, and
    // what a connection brought is what one document cost.
    pipelining: 0,
  };
  const connector = { timeout: CONNECT_TIMEOUT, maxBytes, ...(lookup && { lookup }) };
  const direct = createLoneClients({ ...shared, connect: createGuardedConnector(checks, connector) });
  const proxies = new Map<string, ProxyAgent>();

  /** The address of a proxy is the operator's word: it may be a private one. */
  const connectToProxy: buildConnector.connector = (wanted, callback) =>
    buildConnector({ timeout: CONNECT_TIMEOUT, rejectUnauthorized: true })(wanted, (...[error, socket]) =>
      error ? callback(error, null) : callback(null, limitBytes(socket, maxBytes)),
    );

  return {
    checks,
    direct,
    through(proxy) {
      const known = proxies.get(proxy);
      if (known) return known;
      const { username, password, origin } = new URL(proxy);
      const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      const agent = new ProxyAgent({
        ...shared,
        uri: origin,
        ...(secret !== ":" && { token: `Basic ${Buffer.from(secret).toString("base64")}` }),
        proxyTunnel: false,
        requestTls: { rejectUnauthorized: true, timeout: CONNECT_TIMEOUT },
        clientFactory: (url) => new Pool(url, { ...shared, connect: connectToProxy }),
        factory: (url, given) =>
          new Pool(url, {
            ...shared,
            ...(given as Pool.Options),
            // Plain http is asked of the proxy itself; the rest goes through a tunnel that the agent opens.
            ...(String(url).startsWith(origin) && { connect: connectToProxy }),
          }),
      });
      proxies.set(proxy, agent);
      return agent;
    },
    async close() {
      await Promise.all([direct.destroy(), ...[...proxies.values()].map((agent) => agent.destroy())]);
    },
  };
}
