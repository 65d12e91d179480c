import { NotReadyError } from "../failure.ts";
import { spreadOf } from "../measure.ts";
import type { CaseFigures, CaseName } from "./case.ts";

type Round = Record<CaseName, CaseFigures>;

/** By how much the healthy feeds' 99th percentile may grow, and the memory from the first third to the last. */
const MOST = 1.1;
/** Milliseconds of lateness at which the machine, not the service, is what is measured: a look at the schedule takes 100. */
const TOO_BUSY = 1_000;

/** How many times as late healthy feeds were, at the 99th percentile. */
export const growthOf = ({ bare, siege }: Round): number => siege.p99 / bare.p99;

/**
 * What is wrong with the figures; the median of the rounds counts.
 *
 * @throws NotReadyError when the machine was too busy to tell
 */
export function judge(rounds: readonly Round[]): string[] {
  const { median: usual } = spreadOf(rounds.map(({ bare }) => bare.p99));
  if (usual > TOO_BUSY)
    throw new NotReadyError(
      `the machine is too busy: without any hostile feed, one poll in a hundred is ${Math.round(usual)} ms late`,
    );
  const { median: growth } = spreadOf(rounds.map(growthOf));
  const { median: memory } = spreadOf(rounds.map(({ siege }) => siege.last / siege.first));
  return [
    ...rounds.flatMap((round) => Object.values(round).flatMap(({ faults }) => faults)),
    ...(growth <= MOST ? [] : [`the lateness of healthy feeds grew to ${growth.toFixed(2)} times`]),
    ...(memory <= MOST ? [] : [`memory grew to ${memory.toFixed(2)} times in some minutes`]),
  ];
}
