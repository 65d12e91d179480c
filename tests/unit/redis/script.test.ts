import { hash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadScript } from "../../../src/redis/script.ts";

const FOLDER = join(import.meta.dirname, "../../../src/redis/lua");
const names = readdirSync(FOLDER).map((file) => file.replace(/\.lua$/, ""));

test("there are scripts to look at", () => {
  expect(names.length).toBeGreaterThan(4);
});

test("a script is known to Redis by the SHA-1 of its text", () => {
  const { lua, sha1 } = loadScript("claim-due-1");
  expect(sha1).toBe(hash("sha1", lua));
  expect(sha1).toMatch(/^[0-9a-f]{40}$/);
});

/** Indexes of `KEYS` or `ARGV` that a text names: `["1", "2", "3+"]`. */
const named = (text: string, list: "KEYS" | "ARGV"): string[] => [
  ...new Set([...text.matchAll(new RegExp(`${list}\\[(\\d+\\+?)\\]`, "g"))].map(([, index = ""]) => index)),
];

/** `["1", "2", …]` */
const upTo = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at + 1));

describe.each(names)("%s.lua", (name) => {
  const { lua } = loadScript(name);
  const [, header = "", code = ""] = /^--\[\[([\s\S]*?)\]\]([\s\S]*)$/.exec(lua) ?? [];
  const documented = { KEYS: named(header, "KEYS"), ARGV: named(header, "ARGV") };

  test("begins with its contract", () => {
    expect(header).toMatch(/KEYS\[1\]/);
    expect(header).toMatch(/^ {2}Result +\S/m);
    expect(code).toContain("return");
  });

  test("documents as many keys as its name says", () => {
    const [, count = ""] = /-(\d+|n)$/.exec(name) ?? [];
    const known = documented.KEYS.length;
    expect(documented.KEYS).toEqual(count === "n" ? [...upTo(known - 1), `${known}+`] : upTo(Number(count)));
    expect(known).toBeGreaterThan(0);
  });

  test("documents its arguments without a gap", () => {
    const known = documented.ARGV.length;
    expect([upTo(known), [...upTo(known - 1), `${known}+`]]).toContainEqual(documented.ARGV);
    expect(known).toBeGreaterThan(0);
  });

  test.each(["KEYS", "ARGV"] as const)("uses no %s that is not documented", (list) => {
    const open = documented[list].find((index) => index.endsWith("+"));
    const undocumented = named(code, list).filter(
      (index) => !documented[list].includes(index) && !(open && Number(index) >= Number.parseInt(open, 10)),
    );
    expect(undocumented).toEqual([]);
  });

  test("touches no key that it was not given: a cluster would refuse it", () => {
    const calls = [...code.matchAll(/redis\.call\(([^)]*)\)/g)].map(([, call = ""]) => call);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => /^'\w+', *['"]/.test(call))).toEqual([]);
  });
});
