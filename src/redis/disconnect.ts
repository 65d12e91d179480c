import type { Redis } from "ioredis";

/** Ends a connection. To end one that is closed already, ioredis would wait two seconds for it to close. */
export function disconnect(redis: Redis): void {
  if (redis.status !== "end") redis.disconnect();
}
