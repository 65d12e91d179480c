import type { PlaceLimits } from "../src/fetch/places.ts";

/** For each quick fetch, so many more may be waited for: a socket and some kilobytes each. */
const SLOW_SHARE = 8;
/** One large document for so many quick fetches: 10 MB as it came, as much decoded, and the same as text. */
const LARGE_SHARE = 1 / 8;

/** @param concurrency fetches under way that count, in one process */
export const placesFor = (concurrency: number): PlaceLimits => ({
  quick: concurrency,
  slow: SLOW_SHARE * concurrency,
  large: Math.ceil(LARGE_SHARE * concurrency),
});

/** Jobs that are taken at once: every place can be taken, and who has a job and no place waits for a quick one. */
export const allPlaces = ({ quick, slow, large }: PlaceLimits): number => quick + slow + large;
