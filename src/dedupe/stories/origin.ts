import type { TextRecord } from "../text/record.ts";

/**
 * Whether an item is more likely to be where a story comes from than the one that was taken for it: because that one
 * names its outlet as the source, or because it was published earlier. One that names a source of its own is a copy.
 */
export function isBetterOrigin(later: TextRecord, origin: TextRecord): boolean {
  if (later.print.outlet === origin.print.outlet || isCopy(later)) return false;
  if (origin.credit === later.print.outlet) return true;
  return later.isDated && origin.isDated && later.print.time < origin.print.time;
}

const isCopy = ({ credit, print }: TextRecord): boolean => credit !== 0 && credit !== print.outlet;
