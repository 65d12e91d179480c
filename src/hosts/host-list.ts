import type { Redis } from "ioredis";
import { hostKey, hostLineKey, hostVisitsKey, HOSTS_KEY } from "../redis/keys.ts";

/** What is known about a unit of hosts, for a person. */
export interface HostRecord {
  unit: string;
  /** Milliseconds between the starts of two requests. */
  spacing: number;
  /** Moving average of the time until an answer begins, in milliseconds. */
  latency: number;
  /** Requests under way. */
  visits: number;
  /** Feeds that wait for their turn. */
  waiting: number;
  /** Milliseconds of Redis's clock. */
  closedUntil: number;
  /** `retry-after`, `refused`, `slow`, or empty. */
  why: string;
}

/** Units looked up with one command each, so many at a time. */
const BATCH = 500;

/** The units that were visited in the last days. `now` is Redis's. */
export async function listHosts(redis: Redis): Promise<{ now: number; hosts: HostRecord[] }> {
  const [seconds, micros] = await redis.time();
  const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  const units = await redis.zrangebyscore(HOSTS_KEY, now, "+inf");
  const hosts: HostRecord[] = [];
  for (let at = 0; at < units.length; at += BATCH) {
    const records = units.slice(at, at + BATCH).map((unit) => readHost(redis, unit, now));
    hosts.push(...(await Promise.all(records)));
  }
  return { now, hosts };
}

async function readHost(redis: Redis, unit: string, now: number): Promise<HostRecord> {
  const [record, visits, waiting] = await Promise.all([
    redis.hgetall(hostKey(unit)),
    redis.zcount(hostVisitsKey(unit), now, "+inf"),
    redis.zcard(hostLineKey(unit)),
  ]);
  const closings = Object.entries(record).filter(([field]) => field.startsWith("closed"));
  return {
    unit,
    spacing: Number(record["spacing"] ?? 0),
    latency: Number(record["latency"] ?? 0),
    visits,
    waiting,
    closedUntil: Math.max(0, ...closings.map(([, until]) => Number(until))),
    why: record["why"] ?? "",
  };
}
