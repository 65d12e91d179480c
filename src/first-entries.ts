import type { FirstEntries } from "./model.ts";

const SECONDS: Record<string, number> = { m: 60, h: 3_600, d: 86_400 };

/** `none`, a number such as `200`, or a time such as `12h` or `7d`; `null` for anything else. */
export function readFirstEntries(text: string): FirstEntries | null {
  if (text === "none") return { newest: 0 };
  const [, digits = "", unit = ""] = /^(\d{1,6})([mhd]?)$/.exec(text) ?? [];
  if (digits === "") return null;
  return unit === "" ? { newest: Number(digits) } : { seconds: Number(digits) * (SECONDS[unit] ?? 0) };
}

/** As it is written in a feeds file. */
export function writeFirstEntries(first: FirstEntries): string | number {
  if ("newest" in first) return first.newest === 0 ? "none" : first.newest;
  const unit = ["d", "h"].find((name) => first.seconds % (SECONDS[name] ?? 1) === 0) ?? "m";
  return `${first.seconds / (SECONDS[unit] ?? 1)}${unit}`;
}
