import { describe, expect, test } from "vitest";
import { NO_HINTS, type PublishingHints } from "../../../src/model.ts";
import { atomFeed, parse, rssChannel } from "../../support/builders.ts";

const SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';
const hintsOf = async (inner: string): Promise<PublishingHints> => (await parse(rssChannel(inner))).hints;

test.each<[string, Partial<PublishingHints>]>([
  ["", {}],
  ["<ttl>60</ttl>", { ttl: 60 }],
  ["<TTL> 60 </TTL>", { ttl: 60 }],
  ["<ttl>0</ttl>", { ttl: 0 }],
  ["<ttl>-1</ttl>", {}],
  ["<ttl>an hour</ttl>", {}],
  ["<ttl>99999999999</ttl>", {}],
  ["<skipHours><hour>5</hour><hour>05</hour><hour>4</hour></skipHours>", { skipHours: [4, 5] }],
  ["<skipHours><hour>24</hour><hour>23:00</hour></skipHours>", { skipHours: [0, 23] }],
  ["<skipHours><hour>25</hour><hour>-1</hour><hour>noon</hour><hour/></skipHours>", {}],
  ["<skiphours><Hour>1</Hour></skiphours>", { skipHours: [1] }],
  ["<skipDays><day>Sunday</day><day>sat</day></skipDays>", { skipDays: [0, 6] }],
  ["<skipDays><day>Someday</day><day>7</day><day>Montagmorgen</day></skipDays>", {}],
  [
    `<sy:updatePeriod ${SY}> Hourly </sy:updatePeriod><sy:updateFrequency ${SY}>2</sy:updateFrequency>`,
    { updatePeriod: "hourly", updateFrequency: 2 },
  ],
  [
    `<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0.1</sy:updateFrequency>`,
    { updatePeriod: "daily", updateFrequency: 0.1 },
  ],
  [
    `<x:updatePeriod xmlns:x="http://purl.org/rss/1.0/modules/syndication/">dayly</x:updatePeriod>`,
    { updatePeriod: "dayly" },
  ],
  [`<sy:updateBase ${SY}>2000-01-01T12:00+00:00</sy:updateBase>`, { updateBase: "2000-01-01T12:00+00:00" }],
  [`<sy:updatePeriod ${SY}>${"x".repeat(100)}</sy:updatePeriod>`, {}],
  [`<item><title>t</title><ttl>60</ttl></item>`, {}],
])("%s", async (inner, said) => {
  expect(await hintsOf(inner)).toEqual({ ...NO_HINTS, ...said });
});

test("a hundred thousand hours are no more than a day of them", async () => {
  const { skipHours } = await hintsOf(
    `<skipHours>${"<hour>1</hour>".repeat(10_000)}<hour>2</hour></skipHours>`,
  );
  expect(skipHours).toEqual([1]);
});

describe("other formats", () => {
  test("Atom may speak of Syndication too", async () => {
    const { hints } = await parse(atomFeed(`<title>t</title><sy:updatePeriod ${SY}>daily</sy:updatePeriod>`));
    expect(hints).toEqual({ ...NO_HINTS, updatePeriod: "daily" });
  });

  test.each([
    ["true", true],
    ["false", false],
    ['"true"', false],
    ["1", false],
  ])("JSON Feed with expired %s", async (value, isExpired) => {
    const { hints } = await parse(
      `{"version":"https://jsonfeed.org/version/1.1","expired":${value},"items":[]}`,
    );
    expect(hints).toEqual({ ...NO_HINTS, isExpired });
  });
});
