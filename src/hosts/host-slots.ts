import { hash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { HostBusyError } from "../errors.ts";
import type { HostGate, HostVisit } from "../host-gate.ts";
import { hostKey, hostLineKey, hostVisitsKey, HOSTS_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { HostUnit, UnitOf } from "./host-unit.ts";
import { learn, limitsOf, type Manners, type Pace, UNKNOWN_PACE } from "./politeness.ts";

const ENTER = loadScript("enter-host-3");
const SENT = loadScript("note-sent-1");
const LEAVE = loadScript("leave-host-3");

/** Milliseconds after which the visit of a worker that was killed is over: a document may take thirty seconds. */
const LEASE = 40_000;
/** Milliseconds that a request may take to be on its way: connecting may take ten seconds. */
const SEND_TIME = 15_000;
/** Milliseconds that whoever is early waits in place, rather than going to the end of the line. */
const EARLY = 250;
/** Milliseconds after which nothing is remembered of a unit that nobody visits: feeds that fail are polled once a day. */
const IDLE = 2 * 86_400_000;

export interface HostSlotsOptions {
  unitOf: UnitOf;
  mannersOf: (unit: HostUnit) => Manners;
  /** A unit was closed or slowed by an answer; times in milliseconds. */
  onSlowed: (report: {
    unit: string;
    why: string;
    spacing: number;
    closedFor: number;
    status: number | null;
  }) => void;
}

/** Turns at servers, kept in Redis and so shared by all workers. Redis's clock decides. */
export function createHostSlots(redis: Redis, { unitOf, mannersOf, onSlowed }: HostSlotsOptions): HostGate {
  return {
    async enter(url, patience, signal) {
      const place = unitOf(url);
      const manners = mannersOf(place);
      const deadline = performance.now() + patience;
      const name = hash("sha1", url.href, "base64url");
      const token = randomUUID();
      for (;;) {
        signal.throwIfAborted();
        const [wait = "0", ...known] = await askForTurn(place, manners, name, token);
        if (wait === "0") return startVisit(place, manners, token, readKnown(known));
        if (performance.now() + Number(wait) > deadline) throw new HostBusyError(place.unit, Number(wait));
        await sleep(Number(wait), undefined, { signal });
      }
    },
  };

  async function askForTurn(
    { unit, host }: HostUnit,
    manners: Manners,
    name: string,
    token: string,
  ): Promise<string[]> {
    const { spacing, places, step } = limitsOf(UNKNOWN_PACE, manners);
    return (await runScript(
      redis,
      ENTER,
      [hostKey(unit), hostVisitsKey(unit), hostLineKey(unit)],
      [name, token, host, spacing, places, step, LEASE, SEND_TIME, EARLY, IDLE],
    )) as string[];
  }

  function startVisit({ unit, host }: HostUnit, manners: Manners, token: string, begin: Known): HostVisit {
    const startedAt = performance.now();
    return {
      covers: (url) => unitOf(url).unit === unit,
      sent() {
        if (manners.spacing === 0) return;
        runScript(redis, SENT, [hostKey(unit)], [token, manners.spacing]).catch(() => {
          // Leaving says it too; an error of Redis is reported there.
        });
      },
      async leave(answer) {
        let known = begin;
        for (;;) {
          const now = begin.now + performance.now() - startedAt;
          const pace = learn(known.pace, answer, manners, begin.now, now);
          const isNews = differs(known.pace, pace);
          const { spacing, places, step } = limitsOf(pace, manners);
          const reply = (await runScript(
            redis,
            LEAVE,
            [hostKey(unit), hostVisitsKey(unit), HOSTS_KEY],
            [token, unit, host, IDLE, isNews ? known.version : "", ...fieldsOf(pace), spacing, places, step],
          )) as string[];
          if (reply.length === 0) {
            const closedFor = Math.max(pace.closedUntil, pace.hostClosedUntil) - now;
            const report = { unit, why: pace.why, spacing, closedFor: Math.max(0, Math.round(closedFor)) };
            if (isWorse(known.pace, pace)) onSlowed({ ...report, status: answer.status });
            return;
          }
          known = readKnown(reply);
        }
      },
    };
  }
}

interface Known {
  now: number;
  version: string;
  pace: Pace;
}

function readKnown([now, version = "0", ...fields]: readonly string[]): Known {
  const [penalty, latency, closedUntil, hostClosedUntil, penalizedAt] = fields.map(Number);
  return {
    now: Number(now),
    version,
    pace: {
      penalty: penalty ?? 0,
      latency: latency ?? 0,
      closedUntil: closedUntil ?? 0,
      hostClosedUntil: hostClosedUntil ?? 0,
      penalizedAt: penalizedAt ?? 0,
      why: (fields[5] ?? "") as Pace["why"],
    },
  };
}

const fieldsOf = (pace: Pace): (string | number)[] => [
  Math.round(pace.penalty),
  Math.round(pace.latency),
  Math.round(pace.closedUntil),
  Math.round(pace.hostClosedUntil),
  Math.round(pace.penalizedAt),
  pace.why,
];

/** Whether it is worth storing: a latency that has hardly changed is not. */
function differs(before: Pace, { latency, ...after }: Pace): boolean {
  return (
    Math.abs(latency - before.latency) > before.latency / 8 ||
    Object.entries(after).some(([name, value]) => before[name as keyof Pace] !== value)
  );
}

/** Milliseconds by which two refusals that came together may differ. */
const SAME = 5_000;

/** Whether an operator should know: something was closed, or slowed for a new reason. */
function isWorse(before: Pace, after: Pace): boolean {
  return (
    after.closedUntil > before.closedUntil + SAME ||
    after.hostClosedUntil > before.hostClosedUntil + SAME ||
    after.penalty > before.penalty ||
    (after.why === "slow" && before.why !== "slow")
  );
}
