import type { SampleFeed } from "./sample-feed.ts";

/* Invented bulletins: advisories, and feeds that leave out what others give. */

export const NORTHGATE_CERT: SampleFeed = {
  path: "/northgate-cert.json",
  title: "Northgate CERT",
  home: "https://cert.northgate.example/",
  language: "en",
  format: "json",
  conditional: true,
  entries: [
    {
      url: "https://cert.northgate.example/advisories/ng-2021-052",
      guid: "NG-2021-052",
      // A title that would switch a terminal to red letters: who prints what others wrote takes that out.
      title: "\u001b[31mNG-2021-052: Lockstep readers accept replayed cards\u001b[0m",
      published: "2021-05-03T12:00:00Z",
      section: "advisory",
      text: ["Affected: firmware before 4.2.1. Install the update, then enrol the cards again."],
    },
    {
      // Nearly the words of the one above, and another advisory all the same.
      url: "https://cert.northgate.example/advisories/ng-2021-051",
      guid: "NG-2021-051",
      title: "NG-2021-051: Lockstep readers accept expired cards",
      published: "2021-05-03T12:00:00Z",
      section: "advisory",
      text: ["Affected: firmware before 4.2.0. Install the update, then enrol the cards again."],
    },
  ],
};

export const ORCHARD_LABS: SampleFeed = {
  path: "/orchard-labs.json",
  title: "Orchard Labs",
  home: "https://orchard-labs.example/",
  language: "en",
  format: "json",
  entries: [
    {
      url: "https://orchard-labs.example/blog/paging-network",
      guid: "https://orchard-labs.example/blog/paging-network",
      title: "Hearing a hospital's pagers with a cheap receiver",
      published: "2021-04-28T10:45:00-04:00",
      section: "radio",
      text: ["Names, rooms and diagnoses, in the clear. We told them first and waited ninety days."],
    },
  ],
};

export const QUARRY_LANE: SampleFeed = {
  path: "/quarry-lane.xml",
  title: "Quarry Lane Notices",
  home: "https://quarry-lane.example/",
  language: "en",
  format: "rss",
  entries: [
    {
      url: "https://quarry-lane.example/notice-12.html",
      guid: null,
      title: "North range: blasting today, road closed from noon",
      published: null,
      text: ["Drivers use the lower road. The siren sounds three times."],
    },
    {
      url: "https://quarry-lane.example/notice-11.html",
      guid: null,
      title: "Lost: one survey drone, orange, answers to nobody",
      published: null,
      text: ["Finders please leave it at the gate."],
    },
  ],
};
