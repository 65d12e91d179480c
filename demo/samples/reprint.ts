import type { SampleEntry, SampleFeed } from "./sample-feed.ts";

/*
 * One story at two outlets, as in the example that Wirefold was started from: an agency publishes it, an archive
 * reprints it under its own address, with a banner above the text and an invitation below. The words are ours.
 */

const TITLE = "Moscow would talk stability if interceptors are in it";

const STORY = [
  "Russia would sit down with the United States to discuss strategic stability, its foreign ministry said, and has taken recent remarks from Washington as a sign that the other side is willing.",
  "The ministry named one condition: interceptors and sensors belong in the same conversation as warheads. An agreement that leaves missile defence out would not be worth signing, it said.",
  "American plans for a new generation of ground-based interceptors in Alaska were given as the reason. Officials in Moscow fear that such systems would one day devalue their deterrent.",
  "Relations have been poor since the spring, when both capitals sent diplomats home. A meeting of the two presidents has been proposed; no place or day has been settled.",
];

const ORIGINAL: SampleEntry = {
  url: "https://www.presstv.example/Detail/2021/05/03/strategic-stability-talks",
  guid: "presstv-650871",
  title: TITLE,
  published: "Mon, 03 May 2021 15:43:00 GMT",
  section: "Politics",
  text: STORY,
};

const REPRINT: SampleEntry = {
  url: "https://www.globalsecurity.example/wmd/library/news/russia/2021/russia-210503-presstv01.htm",
  guid: "https://www.globalsecurity.example/wmd/library/news/russia/2021/russia-210503-presstv01.htm",
  title: TITLE,
  // The archive prints the time and leaves the zone out; the item says which one was assumed.
  published: "Mon, 03 May 2021 15:43:00",
  section: "Weapons of Mass Destruction (WMD)",
  text: [
    "Keep this archive free: make a donation today.",
    "Iran Press TV",
    ...STORY,
    "Subscribe to the GlobalSecurity mailing list.",
  ],
};

/** Each original with its reprint. */
export const REPRINTS: readonly (readonly [SampleEntry, SampleEntry])[] = [[ORIGINAL, REPRINT]];

export const PRESS_TV: SampleFeed = {
  path: "/presstv.xml",
  title: "Press TV",
  home: "https://www.presstv.example/",
  language: "en",
  format: "rss",
  conditional: true,
  entries: [
    ORIGINAL,
    {
      url: "https://www.presstv.example/Detail/2021/05/03/gulf-shipping-radio",
      guid: "presstv-650844",
      title: "Gulf pilots want one radio channel after near misses",
      published: "Mon, 03 May 2021 11:20:00 GMT",
      section: "Economy",
      text: ["Harbour pilots of three countries want one channel for warnings in the narrows."],
    },
  ],
};

export const GLOBAL_SECURITY: SampleFeed = {
  path: "/globalsecurity.xml",
  title: "GlobalSecurity.org",
  home: "https://www.globalsecurity.example/",
  language: "en",
  format: "rss",
  entries: [
    REPRINT,
    {
      url: "https://www.globalsecurity.example/military/library/news/2021/05/mil-210502-icebreaker.htm",
      guid: "https://www.globalsecurity.example/military/library/news/2021/05/mil-210502-icebreaker.htm",
      title: "Second patrol icebreaker leaves for ice trials",
      published: "Sun, 02 May 2021 09:00:00",
      section: "Military",
      text: ["The ship is to spend three weeks in first-year ice before its crew moves in."],
    },
  ],
};
