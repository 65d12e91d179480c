import { expect, test } from "vitest";
import { discoverHub } from "../../../src/websub/discovery.ts";

const url = "https://site.example/feed.xml";
const HUB = "https://hub.example/";
const nothing = { hubs: [], self: null };

test.each([
  [
    "both in the headers",
    `<${HUB}>; rel="hub", <https://site.example/self>; rel="self"`,
    nothing,
    HUB,
    "/self",
  ],
  ["both in the document", null, { hubs: [HUB], self: "https://site.example/self" }, HUB, "/self"],
  [
    "headers come before the document",
    `<${HUB}>; rel="hub", </self>; rel="self"`,
    { hubs: ["https://wrong.example/"], self: "https://site.example/wrong" },
    HUB,
    "/self",
  ],
  [
    "a hub in the headers, the topic in the document",
    `<${HUB}>; rel=hub`,
    { hubs: [], self: "/doc" },
    HUB,
    "/doc",
  ],
  ["no topic anywhere: the address that answered", `<${HUB}>; rel=hub`, nothing, HUB, "/feed.xml"],
  ["a relative hub", "</hub>; rel=hub", nothing, "https://site.example/hub", "/feed.xml"],
  [
    "the first of several hubs that can be asked",
    "<mailto:a@b.example>; rel=hub",
    { hubs: [HUB], self: null },
    HUB,
    "/feed.xml",
  ],
])("%s", (_, link, parsed, hub, topic) => {
  expect(discoverHub({ link, url }, parsed)).toEqual({ hub, topic: `https://site.example${topic}` });
});

test.each([
  ["no hub", "</self>; rel=self", nothing],
  ["no headers", null, nothing],
  ["an address of another kind", "<ftp://hub.example/>; rel=hub", nothing],
  ["an address with a password", "<https://a:b@hub.example/>; rel=hub", nothing],
  ["an address without an end", `<https://hub.example/${"x".repeat(2_000)}>; rel=hub`, nothing],
])("nobody to ask: %s", (_, link, parsed) => {
  expect(discoverHub({ link, url }, parsed)).toBeNull();
});
