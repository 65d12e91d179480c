import { Client, Dispatcher } from "undici";

/**
 * Sends each request through a client of its own, so that no connection can serve two. The pools of undici's agent are
 * for connections that are kept; making one for every request costs more than the client in it.
 */
export function createLoneClients(options: Client.Options): Dispatcher {
  return new LoneClients(options);
}

class LoneClients extends Dispatcher {
  readonly #options: Client.Options;
  readonly #busy = new Set<Client>();

  constructor(options: Client.Options) {
    super();
    this.#options = options;
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const client = new Client(request.origin ?? "", this.#options);
    this.#busy.add(client);
    const isReady = client.dispatch(request, handler);
    // It takes no second request, and is closed when this one is over.
    void client.close().then(() => this.#busy.delete(client));
    return isReady;
  }

  override async destroy(): Promise<void> {
    await Promise.all([...this.#busy].map((client) => client.destroy()));
  }
}
