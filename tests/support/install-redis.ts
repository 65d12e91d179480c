import { findOrInstallServer } from "../../src/redis/embedded/binary.ts";

/** Before all tests, once: on a bare machine the test files would otherwise install Redis all at the same time. */
export function setup(): void {
  findOrInstallServer((sentence) => process.stderr.write(`${sentence}\n`));
}
