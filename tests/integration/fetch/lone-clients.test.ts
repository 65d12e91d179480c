import { once } from "node:events";
import type { Socket } from "node:net";
import { request } from "undici";
import { afterEach, expect, test } from "vitest";
import { createLoneClients } from "../../../src/fetch/lone-clients.ts";
import { startRawServer } from "../../support/raw-server.ts";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

test("each request has a connection of its own, which is closed after it, also where the server would keep it", async () => {
  const closed: Promise<unknown>[] = [];
  const sockets: Socket[] = [];
  const server = await startRawServer((socket) => {
    closed.push(once(socket, "close"));
    sockets.push(socket);
    // Answered when both are there.
    if (sockets.length % 2 === 1) return;
    for (const each of sockets.slice(-2)) each.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
  });
  open.push(server);
  const dispatcher = createLoneClients({});
  const get = async (): Promise<string> => (await request(server.url, { dispatcher })).body.text();
  for (let round = 0; round < 2; round++) expect(await Promise.all([get(), get()])).toEqual(["x", "x"]);
  await Promise.all(closed);
  expect(server.received).toHaveLength(4);
});

test("what is under way ends when they are destroyed", async () => {
  const dispatcher = createLoneClients({});
  const server = await startRawServer(() => void dispatcher.destroy());
  open.push(server);
  await expect(request(server.url, { dispatcher })).rejects.toMatchObject({ code: "UND_ERR_DESTROYED" });
});
