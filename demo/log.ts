import { appendFileSync } from "node:fs";
import { createLogger, type Logger } from "../src/log.ts";

/**
 * The service's log, kept in a file so that it does not run through the tables. What concerns the whole service (that
 * a Redis is being installed, that it is gone) is said on the terminal too; feeds that fail are named in the summary.
 */
export function openLog(file: string, level: string): Logger {
  return createLogger(level, {
    write(line) {
      // At once: while a Redis is being installed, nothing asynchronous runs.
      appendFileSync(file, line);
      const record = JSON.parse(line) as { level: string; msg: string; feed?: string };
      if (["warn", "error", "fatal"].includes(record.level) && record.feed === undefined)
        process.stderr.write(`wirefold: ${record.msg}\n`);
    },
  });
}
