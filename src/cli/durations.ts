import { formatDuration } from "../registry/duration.ts";

/** A length of time for people: in the largest unit that there are two of, rounded down. */
export function roughly(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) return "0s";
  const unit = whole < 120 ? 1 : whole < 7_200 ? 60 : whole < 172_800 ? 3_600 : 86_400;
  return formatDuration(Math.floor(whole / unit) * unit);
}

/** How long ago a time was, in milliseconds since 1970. */
export const ago = (time: number): string => roughly((Date.now() - time) / 1000);

/** When a feed is due, seen from now. */
export function dueIn(due: Date | null): string {
  if (due === null) return "-";
  const seconds = (due.getTime() - Date.now()) / 1000;
  return seconds <= 0 ? "now" : `in ${roughly(seconds)}`;
}
