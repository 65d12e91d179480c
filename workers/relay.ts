import { createRelay } from "../src/publish/relay.ts";
import { startLoop, type Role } from "./lifecycle.ts";
import type { Service } from "./service.ts";

/** Hands the stream over to the BullMQ queue `items`. Several may run; one works, the others stand by. */
export function startRelay({ config, log, metrics, redis }: Service): Role {
  const reader = redis.duplicate();
  reader.on("error", () => {
    // The first connection tells when Redis is gone; this one loses it at the same time.
  });
  const relay = createRelay(redis, reader, {
    retentionDays: config.retentionDays,
    onRelayed: (count) => metrics.eventsRelayed(count),
    onMissed: () => metrics.eventsMissed(),
  });
  const loop = startLoop("relay", log, () => relay.step());
  return {
    name: "relay",
    async stop() {
      const stopped = loop.stop();
      await relay.close();
      await stopped;
    },
  };
}
