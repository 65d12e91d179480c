import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalUrl, canonicalUrlOf } from "../../../../src/normalize/address/canonical-url.ts";

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
    ["https://a.example/x?", "https://a.example/x"],
    ["https://a.example/x?#", "https://a.example/x"],
    ["https://a.example/x#:~:text=first%20words", "https://a.example/x"],
    ["https://a.example/#/story/7:~:text=first", "https://a.example/#/story/7"],
    ["https://a.example./x", "https://a.example/x"],
    ["https://a.example/x?q=a%20b&utm_source=rss&r=%E4", "https://a.example/x?q=a%20b&r=%E4"],
    ["https://a.example/x?id=7&amp;utm_source=rss&amp;utm_medium=feed", "https://a.example/x?id=7"],
    [
      "https://a.example/x?gbraid=1&wbraid=2&gclsrc=3&twclid=4&ttclid=5&li_fat_id=6&igsh=7",
      "https://a.example/x",
    ],
    [
      "https://a.example/x?mkt_tok=1&vero_id=2&oly_enc_id=3&wickedid=4&s_cid=5&s_kwcid=6",
      "https://a.example/x",
    ],
    ["https://a.example/x?__hstc=1&__hssc=2&_ga=3&_gl=4&xtor=RSS-5&ns_mchannel=rss", "https://a.example/x"],
    [
      "https://a.example/x?at_medium=RSS&at_campaign=KARANGA&guccounter=1&guce_referrer=2",
      "https://a.example/x",
    ],
    ["https://a.example/x?__twitter_impression=true&ref_url=https%3A%2F%2Fb.example", "https://a.example/x"],
    ["https://a.example/x?amp=1", "https://a.example/x"],
    ["https://a.example/x?amp", "https://a.example/x"],
    ["https://a.example/x?outputType=amp", "https://a.example/x"],
    ["https://a.example/x?rss=1&feedType=RSS", "https://a.example/x"],
    ["https://a.example/x?source=rss----7b722bfd1b8d---4", "https://a.example/x"],
    ["https://a.example/x?source=rss-9f1e2bfd1b8d------2", "https://a.example/x"],
    ["https://a.example/x?ref=news.ycombinator.com", "https://a.example/x"],
    ["https://a.example/x?spm=a2c4g.11186623.0.0.5b1d", "https://a.example/x"],
    [
      "https://www.bbc.co.uk/news/1?at_bbc_team=editorial&at_link_id=2&at_new=3",
      "https://www.bbc.co.uk/news/1",
    ],
    ["https://www.theguardian.com/x?CMP=twt_gu", "https://www.theguardian.com/x"],
    ["https://www.zdnet.com/x/?ftag=TRE-03-10aaa6b", "https://www.zdnet.com/x/"],
    [
      "https://tools.cisco.com/x/cisco-sa-a-b?vs_f=Cisco%20A&vs_cat=S&vs_k=1",
      "https://tools.cisco.com/x/cisco-sa-a-b",
    ],
    ["https://www.youtube.com/watch?v=1&feature=youtu.be&si=2", "https://www.youtube.com/watch?v=1"],
    ["https://x.com/a/status/1?s=20&t=2", "https://x.com/a/status/1"],
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
    "https://a.example/#!/story/7",
    "https://a.example/app#/story/7",
    "http://a.example:8080/x",
    "https://a.example/x?sid=1&cid=2&story=3&source=b&from=c&campaign=d&share=e&p=f",
    "https://a.example/x?s=1&t=2&CMP=3&ftag=4&mod=5&feature=6&vs_f=7&at_new=8&ns_x=9",
    "https://notbbc.co.uk/x?at_new=8",
    "https://a.example/x?ref=v1.2.dev&spm=7&source=rss&rss=7&amp=10&outputType=json&feed=rss2",
    "https://a.example/x?ref=main",
    "https://a.example/x?amp;=1&;amp&toString=1&constructor=2&__proto__=3",
    "https://a.example/x?%=1&%E0%A4=2",
    "https://m.a.example/x?lang=de",
    "https://news.a.example/X?a=1&a=2&&b",
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

describe("the AMP edition of an article is that article", () => {
  test.each([
    ["https://a.example/2021/05/some-title/amp/", "https://a.example/2021/05/some-title/"],
    ["https://a.example/2021/05/03/some-title/amp", "https://a.example/2021/05/03/some-title"],
    [
      "https://a.example/news/some-title-2105-156000.amp.html",
      "https://a.example/news/some-title-2105-156000.html",
    ],
    ["https://www.bbc.com/news/world-europe-56969575.amp", "https://www.bbc.com/news/world-europe-56969575"],
    ["https://amp.theguardian.com/world/2021/may/03/x", "https://www.theguardian.com/world/2021/may/03/x"],
    ["https://amp.dw.com/en/x/a-57412345", "https://www.dw.com/en/x/a-57412345"],
  ])("%s", (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });
});

describe("what has amp in it for another reason stays", () => {
  test.each([
    "https://a.example/glossary/amp",
    "https://a.example/glossary/amp/",
    "https://a.example/2021/05/amp/",
    "https://a.example/2021/05/03/amp",
    "https://a.example/amp/some-title",
    "https://a.example/fender.amp",
    "https://amp.a.example/x",
    "https://a.example/x.amp.amp.html",
    "https://a.example/2021/05/some-title/camp/",
  ])("%s", (address) => {
    expect(canonicalUrl(address)).toBe(address);
  });
});

/** Addresses of every kind that is treated here, one inside another. */
const addresses = fc.letrec<{ address: string; wrapped: string }>((tie) => ({
  address: fc.oneof(
    { depthSize: "medium", maxDepth: 9 },
    fc.tuple(page(), query(), fragment()).map(join),
    tie("wrapped"),
  ),
  wrapped: fc
    .tuple(
      fc.constantFrom<(inner: string) => string>(
        (inner) => `https://www.google.com/url?q=words&url=${encodeURIComponent(inner)}`,
        (inner) => `https://www.google.com/url?q=${inner}`,
        (inner) => `https://www.google.com/amp/${inner.replace(/^https?:\/\//, "s/")}`,
        (inner) => `https://a-b.cdn.ampproject.org/c/${inner.replace(/^https?:\/\//, "")}`,
        (inner) => `https://web.archive.org/web/20210503154300/${inner}`,
        (inner) => `https://urldefense.com/v3/__${inner.replaceAll("a", "*")}__;YWFh!!b`,
        (inner) => `https://t.me/iv?utm_source=rss&url=${encodeURIComponent(inner)}&rhash=1`,
        (inner) =>
          inner.replace(
            /^https?:\/\/([\w.-]+)/,
            (_, host: string) => `https://${host.replaceAll("-", "--").replaceAll(".", "-")}.translate.goog`,
          ),
        (inner) => `https://news.google.com/articles/${newsToken(inner)}`,
      ),
      tie("address"),
    )
    .map(([wrap, inner]) => wrap(inner)),
}));

function page(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.webUrl(),
    fc.constantFrom(
      "https://a.example.",
      "https://a.example../x",
      "https://a.example/2021/05/03/amp/amp",
      "https://a.example/2021/05/some-title/amp/",
      "https://www.bbc.com/x.amp.html.amp",
      "https://www.bbc.com/x.amp.amp",
      "https://amp.theguardian.com/x.amp.html",
      "https://a-example.translate.goog/x",
      "https://user:hunter2@www.google.com./url",
      "http://www.youtube.com:80/redirect",
      "mailto:ann@a.example",
    ),
  );
}

function query(): fc.Arbitrary<string[]> {
  const known = fc.constantFrom(
    "utm_source=rss",
    "fbclid=1",
    "a=%20+b",
    "a",
    "=",
    "%",
    "utm_x",
    "&",
    "é=ü",
    "a=%2B",
  );
  const telling = fc.constantFrom(
    "amp=1",
    "amp;amp;gclid=1",
    "_x_tr_sl=de",
    "_x_tr_enc=1",
    "q=https://b.example",
    "ref=b.com",
  );
  return fc.array(fc.oneof(known, telling, fc.string({ maxLength: 5 })), { maxLength: 6 });
}

function fragment(): fc.Arbitrary<string> {
  return fc.constantFrom(
    "",
    "#",
    "#x",
    "#!/route",
    "#/route?utm_source=rss",
    "#:~:text=a",
    "#/a:~:text=b:~:c",
    "#/#",
  );
}

function join([place, parameters, rest]: [string, string[], string]): string {
  return `${place}${parameters.length > 0 ? "?" : ""}${parameters.join("&")}${rest}`;
}

test("the canonical address of a canonical address is itself", () => {
  fc.assert(
    fc.property(addresses.address, (address) => {
      const canonical = canonicalUrl(address);
      expect(canonicalUrl(canonical)).toBe(canonical);
    }),
    { numRuns: 2_000 },
  );
});

test("of any text, too", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const canonical = canonicalUrl(`https://a.example/${text}`);
      expect(canonicalUrl(canonical)).toBe(canonical);
      expect(canonicalUrl(text) === null || URL.canParse(text)).toBe(true);
    }),
  );
});

test("a query of 20,000 tracking parameters is read in time", () => {
  const tracking = Array.from({ length: 20_000 }, (_, at) => `utm_${at}=1`).join("&");
  expect(canonicalUrl(`https://a.example/x?${tracking}&id=7`)).toBe("https://a.example/x?id=7");
});

/** A token as Google News made them: a message with the address in its fourth field. */
function newsToken(address: string): string {
  const length = Buffer.byteLength(address);
  const prefix = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.from([0x08, 0x13, 0x22, ...prefix, ...Buffer.from(address), 0xd2, 0x01, 0x00]).toString(
    "base64url",
  );
}

describe("the canonical address of an entry", () => {
  const original = { from: "feedburner:origLink", name: null, url: "https://site.example/a?utm_source=rss" };
  test.each([
    ["is that of its link", [], "https://feeds.example/~r/1"],
    ["is that of the link that FeedBurner replaced", [original], "https://site.example/a"],
    ["is not that of another source", [{ ...original, from: "canonical" }], "https://feeds.example/~r/1"],
    [
      "is that of its link where the other is none",
      [{ ...original, url: "x" }],
      "https://feeds.example/~r/1",
    ],
  ])("%s", (_, sources, address) => {
    expect(canonicalUrlOf({ url: "https://feeds.example/~r/1", sources })).toBe(address);
  });
});
