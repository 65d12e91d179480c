import type { Redis } from "ioredis";
import { ANSWERED_KEY, REACHED_KEY, UNREACHED_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { NetworkView } from "./outage.ts";

const NOTE = loadScript("note-outcomes-3");

/** Milliseconds: windows to look at, from short to long, and how long an outcome is remembered. */
const WINDOWS = [60_000, 300_000];
const REMEMBERED = 1_800_000;
/** Hosts that are remembered of each kind: enough to tell, and no more memory than that. */
const MOST_HOSTS = 2_000;
/** Milliseconds for which hosts that answered are collected: nearly every poll ends with one, and none is urgent. */
const COLLECTED = 1_000;

/** What the fetchers of all processes see of the network, in Redis. */
export interface NetworkWatch {
  /** Notes that a host answered. The others learn of it within a second. */
  reached(host: string): void;
  /**
   * Tells what everybody saw; what this process saw is in it.
   *
   * @param unreached a host to note as not reached
   */
  look(unreached: string | null): Promise<NetworkView>;
}

/** @param onSeen is told whenever Redis was asked */
export function createNetworkWatch(redis: Redis, onSeen: (view: NetworkView) => void): NetworkWatch {
  let collected = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  const look = async (unreached: string | null): Promise<NetworkView> => {
    const hosts = collected;
    collected = new Set();
    if (timer) clearTimeout(timer);
    timer = null;
    const answer = await runScript(
      redis,
      NOTE,
      [REACHED_KEY, UNREACHED_KEY, ANSWERED_KEY],
      [REMEMBERED, MOST_HOSTS, ...WINDOWS, unreached ?? "", ...hosts],
    );
    const view = readView(answer as number[]);
    onSeen(view);
    return view;
  };

  return {
    look,
    reached(host) {
      collected.add(host);
      timer ??= setTimeout(() => {
        look(null).catch(() => {
          // The process is stopping: what one second has shown is no loss.
        });
      }, COLLECTED).unref();
    },
  };
}

function readView([sinceAnswer = -1, unreachedSince = 0, ...counts]: readonly number[]): NetworkView {
  return {
    sinceAnswer: sinceAnswer < 0 ? null : sinceAnswer / 1000,
    unreachedSince,
    windows: WINDOWS.map((_, at) => ({ reached: counts[2 * at] ?? 0, unreached: counts[2 * at + 1] ?? 0 })),
  };
}
