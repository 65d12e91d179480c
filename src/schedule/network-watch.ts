import type { Redis } from "ioredis";
import { ANSWERED_KEY, REACHED_KEY, UNREACHED_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { NetworkView } from "./outage.ts";

const NOTE = loadScript("note-outcome-3");

/** Milliseconds: windows to look at, from short to long, and how long an outcome is remembered. */
const WINDOWS = [60_000, 300_000];
const REMEMBERED = 1_800_000;
/** Hosts that are remembered of each kind: enough to tell, and no more memory than that. */
const MOST_HOSTS = 2_000;

/** What the fetchers of all processes see of the network, in Redis. */
export interface NetworkWatch {
  /**
   * Notes whether a host was reached, and tells what everybody saw.
   *
   * @param outcome `null` notes nothing
   */
  note(host: string, outcome: "reached" | "unreached" | null): Promise<NetworkView>;
}

export function createNetworkWatch(redis: Redis): NetworkWatch {
  return {
    async note(host, outcome) {
      const answer = await runScript(
        redis,
        NOTE,
        [REACHED_KEY, UNREACHED_KEY, ANSWERED_KEY],
        [host, outcome ?? "", REMEMBERED, MOST_HOSTS, ...WINDOWS],
      );
      const [sinceAnswer = -1, unreachedSince = 0, ...counts] = answer as number[];
      return {
        sinceAnswer: sinceAnswer < 0 ? null : sinceAnswer / 1000,
        unreachedSince,
        windows: WINDOWS.map((_, at) => ({
          reached: counts[2 * at] ?? 0,
          unreached: counts[2 * at + 1] ?? 0,
        })),
      };
    },
  };
}
