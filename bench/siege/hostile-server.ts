import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startHostileServers } from "../../tests/support/hostile-servers.ts";
import { type Scratch, stopChild } from "../scratch.ts";
import { SIEGE_ANSWERS } from "./feeds.ts";

if (process.send) {
  const { ports } = await startHostileServers(SIEGE_ANSWERS);
  process.send(ports);
  process.once("disconnect", () => process.exit(0));
}

/** The hostile servers, in a process of their own: their work is not to be measured. Returns their ports. */
export async function startHostileServer(scratch: Scratch): Promise<number[]> {
  const child = fork(fileURLToPath(import.meta.url));
  scratch.onEnd(() => stopChild(child));
  const [ports] = (await once(child, "message")) as [number[]];
  return ports;
}
