import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ItemLanguage, itemLanguage } from "../../../../src/normalize/language/item-language.ts";
import { NEWS } from "../../../support/news-languages.ts";

const declared = (feed: string | null, text: string | null, entry: string | null = null): ItemLanguage =>
  itemLanguage({ entry, feed, text });

const news = (language: string): string => NEWS[language] ?? "";
const LANGUAGES = Object.keys(NEWS);
/** What no text is held against, or is told apart from: see language-relatives.ts. */
const RELATIVES: ReadonlySet<string> = new Set(["da no", "no da", "cs sk", "sk cs", "hr sr"]);

describe.each(LANGUAGES)("a text in %s", (language) => {
  test("keeps the declaration, with its region", () => {
    expect(declared(`${language}-XK`, news(language))).toEqual({ lang: `${language}-XK`, langFrom: "feed" });
  });

  test("is recognized without one", () => {
    expect(declared(null, news(language))).toEqual({ lang: language, langFrom: "text" });
  });

  test("is not taken for any other language, save a relative", () => {
    const others = LANGUAGES.filter((other) => other !== language);
    const right = { lang: language, langFrom: "text" };
    expect(others.map((other) => [other, declared(other, news(language))])).toEqual(
      others.map((other) => [
        other,
        RELATIVES.has(`${language} ${other}`) ? { lang: other, langFrom: "feed" } : right,
      ]),
    );
  });
});

describe("a declaration that the text contradicts", () => {
  test.each([
    ["Cyrillic title", "В Москве задержали подозреваемого в краже данных", "ru"],
    ["Persian title", "کارشناسان امنیت سایبری هشدار دادند که این بدافزار خطرناک است", "fa"],
    ["Chinese title", "黑客组织攻击政府部门服务器", "zh"],
    ["Japanese title", "不正アクセスにより個人情報が流出した", "ja"],
    ["Korean title", "경찰은 은행을 사칭한 남성을 체포했다", "ko"],
    ["Hebrew title", "המשטרה עצרה חשוד שהפיץ הודעות", "he"],
    ["Greek title", "Η αστυνομία συνέλαβε έναν άνδρα", "el"],
  ])("is overruled by a %s", (_, title, language) => {
    expect(declared("en-US", title)).toEqual({ lang: language, langFrom: "text" });
  });

  test("of the entry falls back on the feed's, when that is right", () => {
    expect(declared("ru-RU", news("ru"), "en")).toEqual({ lang: "ru-RU", langFrom: "feed" });
  });

  test("of the entry is overruled when the feed's is wrong too", () => {
    expect(declared("en", news("ru"), "fr")).toEqual({ lang: "ru", langFrom: "text" });
  });

  test("leaves the language open when the script is all that is certain", () => {
    const pashto =
      "پولیسو پرون یو سړی ونیو چې د بانک په نوم یې دروغجن پیغامونه لېږل او د پېرودونکو معلومات یې غلا کول";
    expect(declared("en", pashto)).toEqual({ lang: null, langFrom: null });
  });
});

describe("a declaration stands", () => {
  test.each([
    ["without text", "de", null],
    ["with an empty text", "de", " \n "],
    [
      "over ids",
      "de",
      "CVE-2026-21510 CVE-2026-21511 CVE-2026-21512 GHSA-2c4m-59x9-fr2g 10.0.0.1 185.220.101.7",
    ],
    [
      "over addresses",
      "ru",
      "https://example.com/the/and/with/from https://example.com/that/this user@example.com",
    ],
    ["over hashes", "de", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [
      "over names of products",
      "ru",
      "Microsoft Exchange Server Fortinet FortiOS Cisco ASA Palo Alto Networks PAN-OS Ivanti",
    ],
    [
      "over names of people",
      "en",
      "Vladimir Putin Dmitry Medvedev Sergei Lavrov Ali Khamenei Mahmoud Ahmadinejad",
    ],
    ["over a short title", "de", "Ransomware gang LockBit claims"],
    ["over a Cyrillic name", "en", "Лукойл"],
    [
      "over an English text with Cyrillic names",
      "en",
      "The hacker Дмитрий Хорошев and his partner Сергей Иванов have been named by the agency, which said that they ran it.",
    ],
    [
      "over a French text that quotes English",
      "fr",
      `${NEWS["fr"]} « The vulnerability has been exploited with this »`,
    ],
    [
      "over a Russian text with Latin names",
      "ru",
      "Злоумышленники используют уязвимости в Microsoft Exchange, Cisco ASA и Fortinet для атак, сообщает компания",
    ],
    ["over half and half", "en", "Новый загрузчик атакует банки The new loader attacks banks"],
    [
      "over Bosnian, which the detector takes for Croatian",
      "bs",
      "Policija je jučer uhapsila muškarca koji je slao lažne poruke u ime banke i krao podatke klijenata",
    ],
    [
      "over Serbian in Latin letters",
      "sr-Latn-RS",
      "Policija je juče uhapsila muškarca koji je slao lažne poruke u ime banke i krao podatke klijenata",
    ],
    ["over Malay or Indonesian", "ms", NEWS["id"] ?? ""],
    ["of Bokmål over what the detector calls Norwegian", "nb-NO", NEWS["no"] ?? ""],
    [
      "of a language that the detector does not know",
      "af",
      "Die polisie het gister vyf mans in hegtenis geneem nadat kuberkrakers die bank aangeval het",
    ],
  ])("%s", (_, tag, text) => {
    expect(declared(tag, text)).toEqual({ lang: tag, langFrom: "feed" });
  });
});

describe("without a declaration nothing is guessed from", () => {
  test.each([
    ["nothing", ""],
    ["a short title", "Cisco ASA flaw exploited"],
    ["ids and code", "CVE-2026-21510 const x = require('fs'); foo(bar.baz); 10.0.0.1"],
    ["names", "Vladimir Putin Dmitry Medvedev Sergei Lavrov Ali Khamenei Mahmoud Ahmadinejad"],
    [
      "placeholder text",
      "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt",
    ],
    [
      "a language that nobody here knows",
      "Polisi jana walimkamata mtu aliyekuwa akituma ujumbe wa uongo kwa jina la benki",
    ],
    [
      "Serbian in Latin letters",
      "Policija je juče uhapsila muškarca koji je slao lažne poruke u ime banke i krao podatke",
    ],
    ["emoji", "😀".repeat(200)],
  ])("%s", (_, text) => {
    expect(declared(null, text)).toEqual({ lang: null, langFrom: null });
  });
});

test("accents may be written apart from their letters", () => {
  expect(declared(null, news("vi").normalize("NFD"))).toEqual({ lang: "vi", langFrom: "text" });
});

test("the end of a long text does not count", () => {
  expect(declared("en", news("en").repeat(4) + news("ru").repeat(1_000))).toEqual({
    lang: "en",
    langFrom: "feed",
  });
});

test("whatever the text, an answer comes, and the same one in any order", () => {
  const tag = fc.constantFrom(null, "en", "ru-RU", "x", "ja");
  const piece = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...Object.values(NEWS)));
  const evidence = fc.record({ entry: tag, feed: tag, text: fc.option(piece) });
  fc.assert(
    fc.property(evidence, evidence, (first, second) => {
      const answer = itemLanguage(first);
      expect(answer.lang === null).toBe(answer.langFrom === null);
      itemLanguage(second);
      expect(itemLanguage(first)).toEqual(answer);
    }),
  );
});
