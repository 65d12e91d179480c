import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watch } from "../support/wirefold.ts";

test("the demo finds in Redis what its sample feeds hold, and ends cleanly", async () => {
  const cwd = join(import.meta.dirname, "../..");
  const demo = spawn(process.execPath, ["demo/main.ts"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const { code, stdout, stderr } = await watch(demo).finished;
  // It compares its counts with its sample itself, and exits with 1 where they differ.
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/items +\d+ .* 0 repeated/);
});
