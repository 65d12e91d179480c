import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import type { FeedRequest } from "../../../src/model.ts";
import { UNSAID } from "../../../src/registry/feed-entry.ts";
import { maskRequest, mergeRequests } from "../../../src/registry/feed-request.ts";
import { readYamlFeeds, writeYamlFeeds } from "../../../src/registry/yaml-feeds.ts";
import { messageOf } from "../../support/builders.ts";

const NOTHING: FeedRequest = { conditional: null, headers: null, auth: null, proxy: null };
const ADDRESS = "https://a.example/";
/** A feeds file with these lines, of which the first is line 3, in its only feed. */
const fileWith = (...said: string[]): string =>
  `feeds:\n  - url: ${ADDRESS}\n${said.map((line) => `    ${line}\n`).join("")}`;
const requestIn = (...said: string[]): FeedRequest | null | undefined =>
  readYamlFeeds(fileWith(...said), "feeds.yaml")[0]?.request;

describe("a feeds file", () => {
  test("says how a feed is asked for", () => {
    const said = [
      "conditional: false",
      "headers: { X-Key: '${KEY}', Cookie: file:/run/secrets/cookie }",
      "auth: { user: me, password: '${PASSWORD}' }",
      "proxy: http://me:${PROXY}@proxy.example:3128",
    ];
    expect(requestIn(...said)).toEqual({
      conditional: false,
      headers: { "X-Key": "${KEY}", Cookie: "file:/run/secrets/cookie" },
      auth: { user: "me", password: "${PASSWORD}" },
      proxy: "http://me:${PROXY}@proxy.example:3128",
    });
  });

  test("that says nothing of it leaves it as usual", () => {
    expect(requestIn()).toBeNull();
    expect(requestIn("conditional: null", "proxy: null")).toBeNull();
  });

  test.each([
    ["a switch that is none", ["conditional: maybe"], "feeds.yaml:3: conditional: must be true or false"],
    ["a header of ours", ["headers:", "  Host: x"], "feeds.yaml:4: Host: is a header that cannot be set"],
    [
      "a header of the connection",
      ["headers:", "  X-A: a", "  connection: close"],
      "feeds.yaml:5: connection: is a header that cannot be set",
    ],
    [
      "a header for proxies",
      ["headers:", "  Proxy-Authorization: x"],
      "feeds.yaml:4: Proxy-Authorization: is a header that cannot be set",
    ],
    [
      "a validator",
      ["headers:", "  If-None-Match: x"],
      "feeds.yaml:4: If-None-Match: is a header that cannot be set",
    ],
    ["a header with a space", ["headers:", "  X A: x"], "feeds.yaml:4: X A: is not the name of a header"],
    ["a header twice", ["headers:", "  X-A: a", "  x-a: b"], "feeds.yaml:5: x-a: is named twice"],
    ["a number for a header", ["headers:", "  X-A: 1"], "feeds.yaml:4: X-A: must be a text"],
    ["an empty header", ["headers:", '  X-A: ""'], "feeds.yaml:4: X-A: must not be empty"],
    ["a header of two lines", ["headers:", '  X-A: "a\\nb"'], "feeds.yaml:4: X-A: must be one line"],
    [
      "a secret that was masked",
      ["headers:", '  X-A: "***"'],
      'feeds.yaml:4: X-A: "***" stands for a secret that was not exported: put it in',
    ],
    ["no password", ["auth:", "  user: me"], "feeds.yaml:4: password: must be a text"],
    [
      "a user with a colon",
      ["auth:", "  user: a:b", "  password: c"],
      "feeds.yaml:4: user: must have no colon",
    ],
    [
      "a word too many",
      ["auth:", "  user: a", "  password: c", "  realm: x"],
      'feeds.yaml:6: unknown word "realm"',
    ],
    [
      "a proxy of another kind",
      ["proxy: socks5://p.example:1080"],
      "feeds.yaml:3: proxy: is not an http or https address such as http://proxy.example:3128",
    ],
    [
      "a proxy that is no address",
      ["proxy: p.example"],
      "feeds.yaml:3: proxy: is not an http or https address such as http://proxy.example:3128",
    ],
    ["a proxy with a path", ["proxy: http://p.example/x"], "feeds.yaml:3: proxy: must have no path"],
    [
      "a password that was masked",
      ["proxy: http://me:***@p.example"],
      'feeds.yaml:3: proxy: "***" stands for a password that was not exported: put it in',
    ],
  ])("with %s is told the line", (_, said, mistake) => {
    expect(messageOf(() => readYamlFeeds(fileWith(...said), "feeds.yaml"), ConfigError)).toBe(mistake);
  });
});

describe("what is shown", () => {
  const secrets: FeedRequest = {
    conditional: true,
    headers: {
      A: "hunter2",
      B: "Bearer hunter2",
      C: "${TOKEN}hunter2",
      D: "Bearer ${TOKEN}",
      E: "file:/run/e",
    },
    auth: { user: "me", password: "hunter2" },
    proxy: "http://me:hunter2@p.example:3128",
  };
  const masked: FeedRequest = {
    conditional: true,
    headers: { A: "***", B: "***", C: "***", D: "Bearer ${TOKEN}", E: "file:/run/e" },
    auth: { user: "me", password: "***" },
    proxy: "http://me:***@p.example:3128",
  };

  test("are references to secrets, and no secrets", () => {
    expect(maskRequest(secrets)).toEqual(masked);
    expect(maskRequest(masked)).toEqual(masked);
    expect(maskRequest(NOTHING)).toEqual(NOTHING);
  });

  test("is what a file gets", () => {
    const text = writeYamlFeeds([
      {
        url: ADDRESS,
        ...UNSAID,
        request: secrets,
      },
    ]);
    expect(text).not.toContain("hunter2");
    expect(text).toContain("${TOKEN}");
  });

  test.each([
    ["http://p.example:3128/", "http://p.example:3128/"],
    ["http://me@p.example/", "http://me@p.example/"],
    ["http://me:${PROXY}@p.example/", "http://me:${PROXY}@p.example/"],
    ["http://me:a:b@c@p.example/", "http://me:***@p.example/"],
    ["file:/run/proxy", "file:/run/proxy"],
  ])("of the proxy %s is %s", (proxy, shown) => {
    expect(maskRequest({ ...NOTHING, proxy }).proxy).toBe(shown);
  });
});

test("what is not said now stays as it was", () => {
  const before: FeedRequest = { ...NOTHING, conditional: false, headers: { A: "1" } };
  expect(mergeRequests(before, null)).toEqual(before);
  expect(mergeRequests(null, before)).toEqual(before);
  expect(mergeRequests(before, { ...NOTHING, conditional: true, proxy: "http://p.example" })).toEqual({
    conditional: true,
    headers: { A: "1" },
    auth: null,
    proxy: "http://p.example",
  });
});
