import type { EntryDate } from "../model.ts";
import { type DateHint, NO_HINT } from "./date-hint.ts";
import { toEntryDate } from "./date-parts.ts";
import { readEpoch } from "./epoch.ts";
import { readIsoForm } from "./iso-forms.ts";
import { readUsualForm, readUsualStart } from "./usual-forms.ts";
import { readWrittenForm } from "./written-form.ts";

/** Characters; the longest date that feeds carry has about 80. What is longer is an article. */
const LONGEST = 200;

/**
 * Reads a date of a feed, in whatever notation and language publishers write one. Never guesses: what is not a date, or
 * could be two, is `null`; a time without a zone is read in the feed's zone or as UTC, and says so. Dates of the future
 * are kept. Fractions of a second are cut.
 *
 * @param from the element that held it, for the record
 */
export function parseDate(
  text: string | null | undefined,
  from: string,
  hint: DateHint = NO_HINT,
): EntryDate | null {
  const value = text?.trim() ?? "";
  if (value === "" || value.length > LONGEST) return null;
  const usual = readUsualForm(value);
  if (usual) return toEntryDate(usual, from, hint);
  const epoch = readEpoch(value);
  if (epoch !== null)
    return { value: new Date(epoch).toISOString(), from, precision: "second", zoneAssumed: null };
  const parts = readIsoForm(value) ?? readWrittenForm(value, hint.host) ?? readUsualStart(value);
  return parts && toEntryDate(parts, from, hint);
}
