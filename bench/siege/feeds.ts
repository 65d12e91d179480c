import {
  type HostileAnswer,
  HOSTILE_ANSWERS,
  HOSTILE_DOCUMENT_ANSWERS,
} from "../../tests/support/hostile-answers.ts";

export const HEALTHY = 9_000;
/** Healthy ones more in the bare case; hostile ones in the siege. */
export const OTHERS = 1_000;

export const SIEGE_ANSWERS: readonly HostileAnswer[] = [...HOSTILE_ANSWERS, ...HOSTILE_DOCUMENT_ANSWERS];

/** One hostile feed in so many stands on the host of a healthy one. */
const BESIDE_HEALTHY = 20;

/** Every feed has a host of its own, in 127.1.0.0/16. */
export const healthyUrl = (at: number, port: number): string => `http://127.1.${host(at)}:${port}/feed.xml`;

/** A hostile feed, and the code that its polls fail with. */
export interface HostileFeed {
  url: string;
  /** What it does. */
  name: string;
  code: string | null;
}

/** @param ports of the servers of `SIEGE_ANSWERS` */
export function hostileFeeds(ports: readonly number[]): HostileFeed[] {
  return Array.from({ length: OTHERS }, (_, at) => {
    const kind = kindOf(at);
    const { name = "", scheme = "http", code = null } = SIEGE_ANSWERS[kind] ?? {};
    const address = at % BESIDE_HEALTHY === 0 ? `127.1.${host(at)}` : `127.2.${host(at)}`;
    return { url: `${scheme}://${address}:${ports[kind]}/feed.xml`, name, code };
  });
}

/** The kinds in turn; those of documents share one turn, for each takes as much time as hundreds of feeds. */
function kindOf(at: number): number {
  const turns = HOSTILE_ANSWERS.length + 1;
  const turn = at % turns;
  return turn < HOSTILE_ANSWERS.length
    ? turn
    : HOSTILE_ANSWERS.length + (Math.floor(at / turns) % HOSTILE_DOCUMENT_ANSWERS.length);
}

const host = (at: number): string => `${Math.floor(at / 250)}.${1 + (at % 250)}`;
