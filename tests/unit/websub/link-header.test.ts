import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import { readLinkHeader } from "../../../src/websub/link-header.ts";

test.each([
  ["one link", '<https://h.example/>; rel="hub"', [["https://h.example/", "hub"]]],
  ["no quotes, capitals", "<https://h.example/>;REL=Hub", [["https://h.example/", "hub"]]],
  [
    "several in one field",
    '<a>; rel="self", <b>; rel="hub"',
    [
      ["a", "self"],
      ["b", "hub"],
    ],
  ],
  ["a comma and a semicolon in an address", '<a,b;c>; rel="hub"', [["a,b;c", "hub"]]],
  ["a comma in a quoted text", '<a>; title="x, <y>; rel=self"; rel="hub"', [["a", "hub"]]],
  ["an escaped quote", '<a>; title="x\\", <y>"; rel="hub"', [["a", "hub"]]],
  ["several relations", '<a>; rel="self  hub"', [["a", "self", "hub"]]],
  ["a second rel, which does not count", '<a>; rel="next"; rel="hub"', [["a", "next"]]],
  ["a link that is about something else", '<a>; anchor="/x"; rel="hub", <b>; rel="hub"', [["b", "hub"]]],
  ["no rel", "<a>", [["a"]]],
  ["no address", 'rel="hub"', []],
  ["an address without an end", '<a; rel="hub"', []],
  ["a quote without an end", '<a>; rel="hub, <b>', [["a", "hub,", "<b>"]]],
])("%s", (_, header, links) => {
  expect(readLinkHeader(header).map(({ target, relations }) => [target, ...relations])).toEqual(links);
});

test("any text is read without an error", () => {
  const piece = constantFrom("<", ">", ";", ",", '"', "\\", "=", "rel", "hub", " ", "a");
  assert(
    property(array(piece), (pieces) => {
      for (const { target } of readLinkHeader(pieces.join(""))) expect(target).not.toContain(">");
    }),
  );
});
