const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `15m`, `6h` or `1d` in seconds; `null` for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+)\s*([smhd])$/.exec(text.trim());
  const seconds = Number(match?.[1]) * (SECONDS[match?.[2] ?? ""] ?? Number.NaN);
  return seconds > 0 ? seconds : null;
}

/** The shortest way to write it: 900 is `15m`. */
export function formatDuration(seconds: number): string {
  const unit = ["d", "h", "m"].find((name) => seconds % (SECONDS[name] ?? 1) === 0) ?? "s";
  return `${seconds / (SECONDS[unit] ?? 1)}${unit}`;
}
