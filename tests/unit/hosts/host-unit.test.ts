import { describe, expect, test } from "vitest";
import { unitBy } from "../../../src/hosts/host-unit.ts";

const OWN = ["127.0.0.0/8", "fd00::/8"];

describe("the unit of an address", () => {
  test.each([
    ["https://www.bbc.co.uk/news/rss.xml", "bbc.co.uk"],
    ["https://feeds.bbc.co.uk:8443/", "bbc.co.uk"],
    ["https://bbc.co.uk./", "bbc.co.uk"],
    ["https://alice.github.io/feed.xml", "alice.github.io"],
    ["https://blog.alice.github.io/feed.xml", "alice.github.io"],
    ["https://bob.github.io/feed.xml", "bob.github.io"],
    ["https://news.blogspot.com/feeds", "news.blogspot.com"],
    ["https://github.io/", "github.io"],
    ["https://ПРИМЕР.рф/", "xn--e1afmkfd.xn--p1ai"],
    ["http://192.0.2.7:8080/feed", "192.0.2.7"],
    ["http://[2001:DB8::1]:8080/feed", "2001:db8::1"],
    ["http://0x7f.1/", "127.0.0.1"],
    ["http://localhost:1200/", "localhost"],
    ["http://rsshub.lan/", "rsshub.lan"],
  ])("%s is %s", (address, unit) => {
    expect(unitBy("domain", [])(new URL(address)).unit).toBe(unit);
  });

  test("can be the host alone, without its port", () => {
    const { unit, host } = unitBy("host", [])(new URL("https://feeds.bbc.co.uk:8443/"));
    expect([unit, host]).toEqual(["feeds.bbc.co.uk", "feeds.bbc.co.uk"]);
  });
});

describe("the operator's own hosts", () => {
  test.each([
    ["http://127.0.1.7/", false],
    ["http://[::ffff:127.0.0.1]/", false],
    ["http://[fd12::1]/", false],
    ["http://192.0.2.7/", true],
    ["http://localhost/", false],
    ["http://rsshub.lan/", false],
    ["https://alice.github.io/", true],
    ["https://intranet.example.com/", true],
  ])("%s is public: %s", (address, isPublic) => {
    expect(unitBy("domain", OWN)(new URL(address)).isPublic).toBe(isPublic);
  });

  test.each(["http://127.0.1.7/", "http://localhost/", "http://rsshub.lan/"])(
    "%s is paced like any other when no range is named",
    (address) => {
      expect(unitBy("domain", [])(new URL(address)).isPublic).toBe(true);
    },
  );
});
