import { describe, expect, test } from "vitest";
import { FetchError } from "../../../src/errors.ts";
import { type AddressRules, checkAddress } from "../../../src/fetch/fetch-address.ts";
import { messageOf } from "../../support/builders.ts";

const STRICT: AddressRules = { allowLocalNames: false, allowOverlayNames: false };

const codeOf = (address: string, rules: Partial<AddressRules> = {}): string => {
  try {
    return checkAddress(address, { ...STRICT, ...rules }).href;
  } catch (error) {
    return error instanceof FetchError ? error.code : String(error);
  }
};

describe("an address that is none to fetch", () => {
  test.each([
    ["a file", "file:///etc/passwd"],
    ["gopher", "gopher://feeds.example:70/_FLUSHALL"],
    ["ftp", "ftp://feeds.example/"],
    ["data", "data:text/xml,<rss/>"],
    ["a blob", "blob:https://feeds.example/1"],
    ["a script", "javascript:alert(1)"],
    ["a web socket", "ws://feeds.example/"],
    ["a secure web socket", "wss://feeds.example/"],
    ["the source of a page", "view-source:https://feeds.example/"],
    ["a jar", "jar:https://feeds.example/a.jar!/"],
    ["a dictionary", "dict://feeds.example:11211/stat"],
    ["a directory", "ldap://feeds.example/"],
    ["a Unix socket", "http+unix://%2Fvar%2Frun%2Fdocker.sock/"],
    ["a tab in the name", "http://exa\tmple.com/"],
    ["a line end in the name", "http://exa\nmple.com/"],
    ["a zero", "http://feeds.example/\0"],
    ["an encoded zero in the name", "http://127.0.0.1%00.example.com/"],
    ["a zone", "http://[fe80::1%25eth0]/"],
    ["numbers that are no address", "http://256.256.256.256/"],
    ["five numbers", "http://1.2.3.4.5/"],
    ["a number too large", "http://0x100000000/"],
    ["a port too large", "http://feeds.example:65536/"],
    ["two ports", "http://feeds.example:80:90/"],
    ["port 0", "http://feeds.example:0/"],
    ["an empty label", "http://a..example/"],
    ["an empty first label", "http://.example/"],
    ["two dots at the end", "http://feeds.example../"],
    ["a label of 64 characters", `http://${"a".repeat(64)}.example/`],
    ["a name of 254 characters", `http://${"a.".repeat(123)}examples/`],
    ["8,001 characters", `http://feeds.example/${"a".repeat(8_001 - 21)}`],
    ["a user", "http://feeds.example@127.0.0.1/"],
    ["a user and a port", "http://feeds.example:80@127.0.0.1:81/"],
    ["a user, as one parser of three sees it", "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/"],
  ])("%s", (_, address) => {
    expect(codeOf(address)).toBe("FETCH_BAD_ADDRESS");
    expect(codeOf(address, { allowLocalNames: true, allowOverlayNames: true })).toBe("FETCH_BAD_ADDRESS");
  });

  test.each([
    22, 25, 53, 110, 143, 389, 587, 993, 2375, 3306, 5432, 5672, 6379, 6667, 9200, 10080, 10250, 11211, 27017,
  ])("port %i, of another protocol", (port) => {
    expect(codeOf(`http://feeds.example:${port}/`)).toBe("FETCH_BAD_ADDRESS");
    expect(codeOf(`https://93.184.216.34:${port}/`)).toBe("FETCH_BAD_ADDRESS");
  });
});

describe("a name that is none of the internet", () => {
  test.each([
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    "ⓛocalhost",
    "loc%61lhost",
    "ip6-localhost",
    "ip6-loopback",
    "localhost.localdomain",
    "metadata",
    "xn--a",
    "metadata.google.internal",
    "redis:8080",
    "kubernetes.default.svc",
    "printer.local",
    "printer.local.",
    "router.lan",
    "router.home.arpa",
  ])("%s is refused unless the operator allows private addresses", (host) => {
    expect(codeOf(`http://${host}/`)).toBe("FETCH_BLOCKED_ADDRESS");
    expect(codeOf(`http://${host}/`, { allowOverlayNames: true })).toBe("FETCH_BLOCKED_ADDRESS");
    expect(codeOf(`http://${host}/`, { allowLocalNames: true })).toMatch(/^http:/);
  });

  test.each(["feeds.onion", "feeds.onion.", "a.b.ONION", "feeds.i2p", "feeds.alt"])(
    "%s is refused unless a proxy is asked",
    (host) => {
      expect(codeOf(`http://${host}/`)).toBe("FETCH_BLOCKED_ADDRESS");
      expect(codeOf(`http://${host}/`, { allowLocalNames: true })).toBe("FETCH_BLOCKED_ADDRESS");
      expect(codeOf(`http://${host}/`, { allowOverlayNames: true })).toMatch(/^http:/);
    },
  );
});

describe("what only looks like that is fetched", () => {
  test.each([
    ["http://localhost.example/", "http://localhost.example/"],
    ["http://notlocalhost.com/", "http://notlocalhost.com/"],
    ["http://internal.example/", "http://internal.example/"],
    ["http://home.arpa.example/", "http://home.arpa.example/"],
    ["http://onion.example/", "http://onion.example/"],
    ["http://www.arpa/", "http://www.arpa/"],
    ["http://feeds.example./rss", "http://feeds.example./rss"],
    ["http://feeds.example:8080/", "http://feeds.example:8080/"],
    ["http://feeds.example:10081/", "http://feeds.example:10081/"],
    ["https://feeds.example:443/", "https://feeds.example/"],
    ["http://feeds.example\\@127.0.0.1/", "http://feeds.example/@127.0.0.1/"],
    ["http://раypal.com/", "http://xn--ypal-43d9g.com/"],
    ["http://ß.example/", "http://xn--zca.example/"],
    ["http://-a.example/", "http://-a.example/"],
    ["http://under_score.example/", "http://under_score.example/"],
    ["  http://feeds.example/\n", "http://feeds.example/"],
    ["http://feeds.example/#part", "http://feeds.example/"],
    ["http://feeds.example/?a=b%00", "http://feeds.example/?a=b%00"],
  ])("%j", (address, href) => {
    expect(codeOf(address)).toBe(href);
  });

  test("a label of 63 characters, a name of 253, an address of 8,000", () => {
    const name = `${"a.".repeat(123)}example`;
    expect(name).toHaveLength(253);
    for (const address of [
      `http://${"a".repeat(63)}.example/`,
      `http://${name}/`,
      `http://feeds.example/${"a".repeat(8_000 - 21)}`,
    ])
      expect(codeOf(address)).toBe(address);
  });
});

test.each([
  ["http://user:hunter2@256.1.1.1/"],
  ["ftp://user:hunter2@feeds.example/"],
  ["http://feeds.example:22/?token=hunter2"],
  ["//hunter2@x/y@z"],
])("a message about %s keeps the secret", (address) => {
  const message = messageOf(() => checkAddress(address, STRICT), FetchError);
  expect(message).not.toContain("hunter2");
});
