import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalUrl } from "../../../src/normalize/canonical-url.ts";

describe("what does not tell articles apart is taken away", () => {
  test.each([
    ["https://a.example/x?utm_source=rss&utm_medium=feed&utm_campaign=a%20b", "https://a.example/x"],
    ["https://a.example/x?UTM_Source=rss", "https://a.example/x"],
    ["https://a.example/x?fbclid=1&gclid=2&msclkid=3&yclid=4&dclid=5&igshid=6", "https://a.example/x"],
    ["https://a.example/x?mc_cid=1&mc_eid=2&_hsenc=3&_hsmi=4&mtm_kwd=5&pk_campaign=6", "https://a.example/x"],
    ["https://a.example/x?cmpid=1&ref_src=2", "https://a.example/x"],
    ["https://a.example/x?id=7&utm_source=rss&page=2", "https://a.example/x?id=7&page=2"],
    ["https://a.example/x?utm%5Fsource=rss", "https://a.example/x"],
    ["https://a.example/x#section-2", "https://a.example/x"],
    ["https://a.example/x?id=7#", "https://a.example/x?id=7"],
    ["https://user:hunter2@a.example/x", "https://a.example/x"],
    ["HTTPS://A.Example:443/X", "https://a.example/X"],
    ["http://a.example:80", "http://a.example/"],
    [" https://a.example/a/../x ", "https://a.example/x"],
  ])("%s", (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });
});

describe("what may tell articles apart stays", () => {
  test.each([
    "https://a.example/x?id=7&page=2",
    "https://a.example/x?ref=rss&source=utm_source&campaign=1",
    "https://a.example/x?utm=1&xutm_source=2",
    "https://a.example/x?q=a%20b+c&empty=&flag&q=%E4&x=%2f",
    "https://a.example/x?",
    "https://a.example/#!/story/7",
    "https://a.example/app#/story/7",
    "http://a.example:8080/x",
    "https://a.example/x/",
  ])("%s", (address) => {
    expect(canonicalUrl(address)).toBe(address);
  });
});

test.each([
  null,
  "",
  "/x",
  "a.example/x",
  "mailto:ann@a.example",
  "javascript:alert(1)",
  "ftp://a.example/x",
  "feed://a.example/x",
  "data:text/html,x",
  "urn:uuid:1",
  "https://",
])("%j is no web address", (address) => {
  expect(canonicalUrl(address)).toBeNull();
});

test("the canonical address of a canonical address is itself", () => {
  const parameter = fc.oneof(
    fc.constantFrom("utm_source=rss", "fbclid=1", "a=%20+b", "a", "=", "%", "utm_x", "&", "é=ü", "a=%2B"),
    fc.string({ maxLength: 5 }),
  );
  const rest = fc.constantFrom("", "#", "#x", "#!/route", "#/route?utm_source=rss");
  fc.assert(
    fc.property(fc.webUrl(), fc.array(parameter, { maxLength: 6 }), rest, (page, query, fragment) => {
      const canonical = canonicalUrl(`${page}?${query.join("&")}${fragment}`);
      expect(canonical).not.toBeNull();
      expect(canonicalUrl(canonical)).toBe(canonical);
    }),
  );
});

test("a query of 20,000 tracking parameters is read in time", () => {
  const query = Array.from({ length: 20_000 }, (_, at) => `utm_${at}=1`).join("&");
  expect(canonicalUrl(`https://a.example/x?${query}&id=7`)).toBe("https://a.example/x?id=7");
});
