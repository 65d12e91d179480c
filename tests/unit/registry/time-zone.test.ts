import { expect, test } from "vitest";
import { isTimeZone } from "../../../src/registry/time-zone.ts";

test.each(["Europe/Berlin", "Asia/Tehran", "America/Argentina/Buenos_Aires", "UTC", "Asia/Kolkata"])(
  "%s is a time zone",
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

test.each(["", " UTC", "Europe/Atlantis", "+02:00", "-05", "Europe/Berlin\n", "x".repeat(100_000)])(
  "%j is none",
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);
