import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveSecret } from "../../../src/fetch/secrets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wirefold-secrets-"));
  writeFileSync(join(folder, "token"), "from ${A} file\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const variables: Record<string, string> = { A: "hunter2", B: "$& ${A}", EMPTY: "" };
const resolve = (text: string): Promise<string> => resolveSecret(text, (name) => variables[name]);

test.each([
  ["plain", "plain"],
  ["${A}", "hunter2"],
  ["Bearer ${A}", "Bearer hunter2"],
  ["${A}:${B}", "hunter2:$& ${A}"],
  ["$A and {A} and ${a b}", "$A and {A} and ${a b}"],
])("%s", async (text, resolved) => {
  expect(await resolve(text)).toBe(resolved);
});

test("a secret is written as its place wants it", async () => {
  expect(await resolveSecret("http://u:${P}@proxy", () => "a@b/c", encodeURIComponent)).toBe(
    "http://u:a%40b%2Fc@proxy",
  );
});

test("a file is read as it is, without its line end", async () => {
  expect(await resolve(`file:${join(folder, "token")}`)).toBe("from ${A} file");
});

test.each([
  ["${NO_SUCH}", /The variable NO_SUCH, .* is not set/],
  ["${EMPTY}", /The variable EMPTY, .* is not set/],
  ["${A}${NO_SUCH}", /NO_SUCH/],
  ["file:/no/such/file", /The file \/no\/such\/file, .* cannot be read: ENOENT/],
])("%s cannot be had, and the message keeps what could", async (text, message) => {
  const error = await resolve(text).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "FETCH_SECRET", isHopeless: true });
  expect(String(error)).toMatch(message);
  expect(String(error)).not.toContain("hunter2");
});
