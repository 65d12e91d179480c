import { expect, test } from "vitest";
import { authorName } from "../../../src/normalize/author-name.ts";

test.each([
  ["Jane Doe", "Jane Doe"],
  ["jane@site.example (Jane Doe)", "Jane Doe"],
  ["jane@site.example(Jane Doe)", "Jane Doe"],
  ["mailto:jane@site.example (Jane Doe)", "Jane Doe"],
  ["Jane Doe <jane@site.example>", "Jane Doe"],
  ["Jane Doe (jane@site.example)", "Jane Doe"],
  ['"Doe, Jane" <jane@site.example>', "Doe, Jane"],
  ["jane@site.example", "jane@site.example"],
  ["mailto:jane@site.example", "jane@site.example"],
  ["jane@site.example ()", "jane@site.example ()"],
  ["By Jane Doe", "Jane Doe"],
  ["by: Jane Doe", "Jane Doe"],
  ["Posted by Jane Doe", "Jane Doe"],
  ["Byron Miller", "Byron Miller"],
  ["Jane Doe (Press TV)", "Jane Doe (Press TV)"],
  ["Jane Doe, John Roe", "Jane Doe, John Roe"],
  ["", ""],
])("%s is %s", (line, name) => {
  expect(authorName(line)).toBe(name);
});

/** The time limit of the test is the assertion. */
test.each(["a@", "(", "<", '"', "by ", "a@b (", " "])("a megabyte of %j is read in time", (piece) => {
  expect(authorName(piece.repeat(1_000_000 / piece.length))).toBeTypeOf("string");
});
