import { Redis } from "ioredis";
import { disconnect } from "../disconnect.ts";

const PRESENT = "wirefold-present";
const LEAVING = "wirefold-leaving";

/** A connection that says that somebody uses the server. */
export interface Presence {
  /** Calls back once when the server goes away by itself. */
  onLost(tell: () => Promise<void>): void;
  /** Leaves; stops the server when nobody else is present. */
  leave(): Promise<void>;
}

export async function enterServer(url: string): Promise<Presence> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectionName: PRESENT });
  redis.on("error", () => {
    // That it closes says what matters.
  });
  await redis.connect();
  let isLeaving = false;
  return {
    onLost(tell) {
      redis.once("end", () => {
        if (!isLeaving) void tell();
      });
    },
    async leave() {
      isLeaving = true;
      try {
        // First say that we leave, then look: of two that leave at once, at least one sees nobody left.
        await redis.client("SETNAME", LEAVING);
        const clients = (await redis.client("LIST")) as string;
        if (!clients.includes(`name=${PRESENT} `)) await redis.shutdown();
      } catch {
        // The server went first: there is nothing left to stop.
      } finally {
        disconnect(redis);
      }
    },
  };
}
