import { describe, expect, test } from "vitest";
import { canonicalUrl } from "../../../../src/normalize/address/canonical-url.ts";

const PAGE = "https://www.a-b.example/2021/x?id=7";
const ENCODED = encodeURIComponent(PAGE);

describe("an address is taken out of what wraps it", () => {
  test.each([
    `https://www.google.com/url?rct=j&sa=t&url=${ENCODED}&ct=ga&cd=CAIy&usg=AFQj`,
    `https://www.google.co.uk/url?sa=t&q=${ENCODED}`,
    `https://www.google.de/url?q=some+words&url=${ENCODED}`,
    `https://www.google.com./url?q=${ENCODED}`,
    `https://news.google.com/news/url?sa=t&fd=R&url=${ENCODED}`,
    "https://www.google.com/amp/s/www.a-b.example/2021/x?id=7",
    "https://www.google.com/amp/www.a-b.example/2021/x?id=7",
    "https://www-a--b-example.cdn.ampproject.org/c/s/www.a-b.example/2021/x?id=7&usqp=mq331&amp_js_v=0.1#aoh=1",
    "https://www-a--b-example.cdn.ampproject.org/v/s/www.a-b.example/2021/x?id=7",
    `https://l.facebook.com/l.php?u=${ENCODED}&h=AT0`,
    `https://www.facebook.com/l.php?u=${ENCODED}`,
    `https://l.instagram.com/?u=${ENCODED}&e=AT0`,
    `https://t.umblr.com/redirect?z=${ENCODED}&t=1`,
    `https://out.reddit.com/t3_abc?url=${ENCODED}&token=AQ`,
    `https://eur01.safelinks.protection.outlook.com/?url=${ENCODED}&data=04%7C01&reserved=0`,
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.a-2Db.example_2021_x-3Fid-3D7&d=DwMF&c=1&r=2",
    `https://urldefense.proofpoint.com/v1/url?u=${ENCODED}&k=1`,
    "https://urldefense.com/v3/__https://www.a-b.example/2021/x?id=7__;!!ACWV5N9M2RV99hQ!Pkwym$",
    "https://urldefense.com/v3/__https://www.a-b.example/2021/x*id*7__;Pz0!!ACWV5N9M2RV99hQ!Pkwym$",
    "https://urldefense.com/v3/__https:/www.a-b.example/2021**Bid=7__;L3g_!!ACWV5N9M2RV99hQ!Pkwym$",
    `https://slack-redir.net/link?url=${ENCODED}&v=3`,
    `https://www.linkedin.com/safety/go?url=${ENCODED}&trk=x`,
    `https://www.youtube.com/redirect?event=x&q=${ENCODED}&v=1`,
    `https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=${ENCODED}&c=1&mkt=en-us`,
    `https://vk.com/away.php?to=${ENCODED}`,
    `https://t.me/iv?url=${ENCODED}&rhash=1`,
    `https://duckduckgo.com/l/?uddg=${ENCODED}&rut=1`,
    `https://translate.google.com/translate?sl=fa&tl=en&u=${ENCODED}`,
    "https://www-a--b-example.translate.goog/2021/x?id=7&_x_tr_sl=fa&_x_tr_tl=en&_x_tr_hl=en",
    `https://web.archive.org/web/20210503154300/${PAGE}`,
    `https://web.archive.org/web/20210503154300id_/${PAGE}`,
    "https://web.archive.org/web/20210503/https:/www.a-b.example/2021/x?id=7",
    "https://web.archive.org/web/2021/www.a-b.example/2021/x?id=7",
    `https://archive.org/web/20210503154300/${PAGE}`,
    `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.google.com/url?q=${ENCODED}`)}`,
  ])("%s", (address) => {
    expect(canonicalUrl(address)?.replace(/^http:/, "https:")).toBe(PAGE);
  });
});

describe("the scheme is what the wrapper says", () => {
  test.each([
    ["https://www.google.com/amp/a.example/x", "http://a.example/x"],
    ["https://web.archive.org/web/2021/a.example/x", "http://a.example/x"],
    ["https://a-example.translate.goog/x?_x_tr_sch=http", "http://a.example/x"],
    ["https://a-example.translate.goog/x", "https://a.example/x"],
  ])("%s", (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });
});

test("what is taken out is cleaned like any address", () => {
  const inner = "HTTPS://user:hunter2@A.Example:443/2021/05/title/amp/?utm_source=rss&id=7#top";
  expect(canonicalUrl(`https://www.google.com/url?q=${encodeURIComponent(inner)}`)).toBe(
    "https://a.example/2021/05/title/?id=7",
  );
});

test("the AMP viewer's escaped mark of the edition goes", () => {
  expect(canonicalUrl("https://www.google.com/amp/s/a.example/x%3foutputType=amp")).toBe(
    "https://a.example/x",
  );
  expect(canonicalUrl("https://www.google.com/amp/s/a.example/wiki/What%3F")).toBe(
    "https://a.example/wiki/What%3F",
  );
});

describe("tokens of Google News", () => {
  test("an old one holds the address", () => {
    const token = (address: string): string =>
      Buffer.from(
        `\x08\x13\x22${String.fromCharCode(address.length)}${address}\xd2\x01\x00`,
        "latin1",
      ).toString("base64url");
    expect(canonicalUrl(`https://news.google.com/rss/articles/${token(PAGE)}?oc=5`)).toBe(PAGE);
    expect(canonicalUrl(`https://news.google.com/articles/${token("javascript:alert(1)//")}`)).toContain(
      "CBMi",
    );
  });

  test("one that was made by Google holds it", () => {
    const token =
      "CBMiWmh0dHBzOi8vd3d3Lm5kdHYuY29tL3dvcmxkLW5ld3MvZWxvbi1tdXNrLXJlY2xhaW1zLXRoZS10aXRsZS1vZi13b3JsZHMtcmljaGVzdC1tYW4tMzgyMDMyONIBAA";
    expect(canonicalUrl(`https://news.google.com/rss/articles/${token}`)).toBe(
      "https://www.ndtv.com/world-news/elon-musk-reclaims-the-title-of-worlds-richest-man-3820328",
    );
  });

  test.each([
    "https://news.google.com/rss/articles/CBMiXkFVX3lxTFBReTJhSkRlckZEdU5yRy1UUUQ2VnBTb01FRnlJMzZYMTJXOEx6cG41VjhLN3NY",
    "https://news.google.com/rss/articles/CBMi1",
    "https://news.google.com/rss/articles/CBMi_2h0dHBzOi8vYS5leGFtcGxl",
    "https://news.google.com/rss/articles/CAIiEPk",
  ])("an opaque or broken one stays: %s", (address) => {
    expect(canonicalUrl(address)).toBe(address);
  });
});

describe("what is no wrapper, or wraps no web address, stays", () => {
  test.each([
    "https://www.google.com/url?q=mailto%3Aann%40a.example",
    "https://www.google.com/url?q=javascript%3Aalert(1)",
    "https://www.google.com/url?q=https%3A%2F%2F",
    "https://www.google.com/url?q=%2Fsearch",
    "https://www.google.com/url",
    "https://www.google.com/search?q=https%3A%2F%2Fa.example",
    "https://www.google.com/amp/",
    "https://google.a.example/url?q=https%3A%2F%2Fb.example",
    "https://notgoogle.com/url?q=https%3A%2F%2Fb.example",
    "https://a.example/l.php?u=https%3A%2F%2Fb.example",
    "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fb.example",
    "https://www.youtube.com/watch?v=https%3A%2F%2Fb.example",
    "https://www.linkedin.com/pulse/x?url=https%3A%2F%2Fb.example",
    "https://t.me/channel/7?url=https%3A%2F%2Fb.example",
    "https://cdn.ampproject.org/v0.js",
    "https://a-b.cdn.ampproject.org/c/s/about",
    "https://urldefense.com/v3/__https://a.example/x",
    "https://urldefense.com/v3/__https://a.example/x*y__;!!b$",
    "https://urldefense.com/v3/__https://a.example/xy__;Kw!!b$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_-ZZ&d=1",
    "https://urldefense.proofpoint.com/v2/url",
    "https://urldefense.com/about",
    "https://web.archive.org/web/2021*/https://a.example/x",
    "https://web.archive.org/web/20210503154300/",
    "https://web.archive.org/web/20210503154300/about",
    "https://archive.org/details/x",
    "https://1-cn--sec-com.translate.goog/x?_x_tr_enc=1&_x_tr_sl=zh-CN",
    "https://localhost.translate.goog/x",
    "https://feedproxy.google.com/~r/a/~3/b/",
    "https://bit.ly/abc",
  ])("%s", (address) => {
    expect(canonicalUrl(address)).toBe(address);
  });
});

test("five wrappers are undone; of six, none", () => {
  const wrap = (times: number): string =>
    times === 0 ? PAGE : `https://t.me/iv?url=${encodeURIComponent(wrap(times - 1))}`;
  expect(canonicalUrl(wrap(5))).toBe(PAGE);
  expect(canonicalUrl(wrap(6))).toBe(wrap(6));
});

test("an address that is too long is none, out of a wrapper or in it", () => {
  const long = `https://a.example/${"x".repeat(5_000)}`;
  expect(canonicalUrl(`https://t.me/iv?url=${long}`)).toBeNull();
  expect(canonicalUrl(`https://t.me/iv?url=https://a.example/x&rhash=${"x".repeat(5_000)}`)).toBe(
    "https://a.example/x",
  );
});

test.each([
  "https://t.me/iv?url=",
  "https://web.archive.org/web/2021/",
  "https://www.google.com/amp/",
  "x-",
  "%2F",
  "**A",
])("a megabyte of %s is read in time", (unit) => {
  const text = unit.repeat(1_000_000 / unit.length);
  expect(canonicalUrl(`https://t.me/iv?url=${text}`)).toBeNull();
  expect(canonicalUrl(`https://urldefense.com/v3/__${text}__;YWFh!!b`)).toBeNull();
  expect(canonicalUrl(`https://web.archive.org/web/2021/${text}`)).toBeNull();
});
