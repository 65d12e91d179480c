import { createServer, type AddressInfo, type Socket } from "node:net";

export interface RawServer extends AsyncDisposable {
  url: string;
  /** What was received, a connection at a time. */
  received: string[];
}

/** A server that speaks TCP alone: on the first bytes of a request it does what it is told. */
export async function startRawServer(
  answer: (socket: Socket) => void,
  host = "127.0.0.1",
): Promise<RawServer> {
  const received: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    const at = received.push("") - 1;
    socket.on("error", () => {}).on("close", () => open.delete(socket));
    socket.on("data", (data) => {
      const isFirst = received[at] === "";
      received[at] += data.toString("latin1");
      if (isFirst) answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
