import { afterEach, expect, test } from "vitest";
import { HostBusyError } from "../../../src/errors.ts";
import { createFormPoster } from "../../../src/fetch/post-form.ts";
import type { HostGate } from "../../../src/host-gate.ts";
import { startRawServer } from "../../support/raw-server.ts";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

/** Posts a form to a server that gives these answers, one after the other. */
async function post(gate: HostGate, answers: string[]): Promise<{ received: string[]; error: unknown }> {
  const server = await startRawServer((socket) => void socket.end(`HTTP/1.1 ${answers.shift()}\r\n\r\n`));
  open.push(server);
  const poster = createFormPoster({ allowPrivate: ["127.0.0.0/8"], contact: null, gate });
  const error = await poster.post(server.url, { "hub.mode": "subscribe" }, "asker", never).catch((e) => e);
  await poster.close();
  return { received: server.received, error };
}

/** A gate that writes down what it is told. */
function notingGate(): { gate: HostGate; told: unknown[] } {
  const told: unknown[] = [];
  const gate: HostGate = {
    async enter({ pathname, hash }) {
      told.push(`enter ${pathname}${hash}`);
      return {
        covers: () => true,
        sent: () => told.push("sent"),
        async leave({ status, retryAfter, latency }) {
          told.push({ status, retryAfter, asked: latency !== null });
        },
      };
    },
  };
  return { gate, told };
}

test("a form is sent in turn, and what the server answers is learned", async () => {
  const { gate, told } = notingGate();
  const { error } = await post(gate, ["429 Slow Down\r\nRetry-After: 60"]);
  expect(error).toMatchObject({ code: "FETCH_STATUS", retryAfter: 60 });
  expect(told).toEqual(["enter /feed#asker", "sent", { status: 429, retryAfter: 60, asked: true }]);
});

test("a redirect takes a turn of its own", async () => {
  const { gate, told } = notingGate();
  const { error, received } = await post(gate, ["308 Moved\r\nLocation: /hub", "202 Accepted"]);
  expect(error).toBeUndefined();
  expect(received[1]).toMatch(/^POST \/hub HTTP[^]*hub\.mode=subscribe$/);
  expect(told.filter((word) => typeof word === "string")).toEqual([
    "enter /feed#asker",
    "sent",
    "enter /hub#asker",
    "sent",
  ]);
});

test("nothing is sent without a turn", async () => {
  const busy: HostGate = { enter: () => Promise.reject(new HostBusyError("127.0.0.1", 5_000)) };
  const { error, received } = await post(busy, ["202 Accepted"]);
  expect(error).toMatchObject({ code: "HOST_BUSY", wait: 5_000 });
  expect(received).toEqual([]);
});
