import type { SampleFeed } from "./sample-feed.ts";

/* Invented outlets with the troubles of real servers. */

export const MERIDIAN_ARCHIVE: SampleFeed = {
  path: "/meridian-archive.atom",
  title: "Meridian Archive",
  home: "https://meridian-archive.example/",
  language: "en",
  format: "atom",
  delay: 2_000,
  entries: [
    {
      url: "https://meridian-archive.example/papers/77",
      guid: "urn:uuid:5b0f3c0e-6d0a-4a39-9a53-2f9a8a9b7c77",
      title: "Forty years of early-warning errors, in one table",
      published: "2021-04-27T00:00:00Z",
      section: "papers",
      text: ["Geese, moonrise, a training tape: the causes repeat, the procedures do not."],
    },
  ],
};

export const LOWLAND_WIRE: SampleFeed = {
  path: "/lowland-wire.json",
  title: "Lowland Wire",
  home: "https://lowland-wire.example/",
  language: "en",
  format: "json",
  failure: "cut-off",
  entries: [
    {
      url: "https://lowland-wire.example/7701",
      guid: "7701",
      title: "Nobody will read this: the document ends in the middle",
      published: "2021-05-03T09:00:00Z",
      text: ["The disk of the server was full when it wrote the file."],
    },
  ],
};

export const STRAITS_BULLETIN: SampleFeed = {
  path: "/straits-bulletin.rdf",
  title: "Straits Bulletin",
  home: "https://straits-bulletin.example/",
  language: "en",
  format: "rdf",
  failure: "unavailable",
  entries: [],
};
