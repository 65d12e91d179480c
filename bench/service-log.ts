import { readFileSync } from "node:fs";

/** A line of the service's log; `msg` alone where it was not written by the logger, as the stack of a crash is not. */
export interface LogLine {
  level?: string;
  msg?: string;
  [field: string]: unknown;
}

export function readLog(file: string): LogLine[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      try {
        return JSON.parse(line) as LogLine;
      } catch {
        return { msg: line };
      }
    });
}

/** The line that ends each poll of a feed. */
export const isPoll = ({ msg }: LogLine): boolean => msg === "feed polled";

const EXAMPLES = 3;

/** The first lines that tell of trouble with the service itself; that a feed failed is no such trouble. */
export function faultsIn(log: readonly LogLine[]): string[] {
  return log
    .filter((line) => line.level !== "debug" && line.level !== "info" && !isPoll(line))
    .slice(0, EXAMPLES)
    .map((line) => `the service logged ${JSON.stringify(line)}`);
}
