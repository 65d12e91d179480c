import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { NotReadyError } from "./failure.ts";

const VARIABLE = "WIREFOLD_BENCH_DATA";

/** Programs of the system administrator are often outside of a user's PATH. */
const SYSTEM_FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/opt/homebrew/bin"];

/**
 * Path of a file of the test data, which is kept beside the repository: it is large and not all of it is ours to
 * publish.
 *
 * @throws NotReadyError saying what is missing
 */
export function dataFile(...path: string[]): string {
  const beside = fileURLToPath(new URL("../../shared", import.meta.url));
  const file = join(resolve(process.env[VARIABLE] || beside), ...path);
  if (existsSync(file)) return file;
  throw new NotReadyError(
    `the test data is not there: ${file} does not exist. Set ${VARIABLE} to the folder that has ${join(...path)}`,
  );
}

/** @throws NotReadyError saying how to install it */
export function findNginx(): string {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...SYSTEM_FOLDERS];
  const found = folders.map((folder) => join(folder, "nginx")).find(isExecutable);
  if (found) return found;
  throw new NotReadyError(
    "nginx serves the test feeds and is not installed. Install it with: sudo apt-get install -y nginx-light",
  );
}

/** @throws NotReadyError */
export function requireLinux(): void {
  if (process.platform === "linux") return;
  throw new NotReadyError(
    "CPU time and memory are read from /proc, and feeds served on 127.0.0.*: Linux only",
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
