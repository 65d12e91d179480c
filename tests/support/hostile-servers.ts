import type { AddressInfo, Socket } from "node:net";
import type { HostileAnswer } from "./hostile-answers.ts";

export interface HostileServers extends AsyncDisposable {
  /** Ports, in the order of the answers. */
  ports: number[];
}

/** A server for each answer, on every loopback address. */
export async function startHostileServers(answers: readonly HostileAnswer[]): Promise<HostileServers> {
  const open = new Set<Socket>();
  const servers = answers.map((answer) =>
    answer.listen().on("connection", (socket: Socket) => {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => open.delete(socket));
    }),
  );
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return {
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    async [Symbol.asyncDispose]() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of open) socket.destroy();
      await Promise.all(closed);
    },
  };
}
