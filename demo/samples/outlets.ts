import type { SampleEntry, SampleFeed } from "./sample-feed.ts";

/* Invented outlets whose feeds work, in every format that Wirefold reads. */

const PORT_SCANNERS = "https://www.harbour-watch.example/2021/05/port-scanners";

export const HARBOUR_WATCH: SampleFeed = {
  path: "/harbour-watch.atom",
  title: "Harbour Watch",
  home: "https://www.harbour-watch.example/",
  language: "en",
  format: "atom",
  conditional: true,
  entries: [
    {
      url: PORT_SCANNERS,
      guid: "tag:harbour-watch.example,2021:118",
      title: "Port scanners at four quays kept a factory password",
      published: "2021-05-03T08:15:00Z",
      section: "Ports",
      text: ["The vendor shipped a fix in March; three of the ports had not heard of it."],
    },
    {
      url: "https://www.harbour-watch.example/2021/04/pilot-boats",
      guid: "tag:harbour-watch.example,2021:117",
      title: "Why pilot boats switch their transponders off",
      published: "2021-04-30T14:00:00+02:00",
      section: "Shipping",
      text: ["Twelve skippers told us about fuel thieves, rivals and tired batteries."],
    },
  ],
  update: {
    below: 0,
    entry: {
      url: "https://www.harbour-watch.example/2021/05/tugs-gps",
      guid: "tag:harbour-watch.example,2021:119",
      title: "Tugs report false positions along miles of coast",
      published: "2021-05-03T16:05:00Z",
      section: "Navigation",
      text: ["Receivers placed whole convoys on an airfield inland. Crews fell back on radar."],
    },
  },
};

export const SIGNAL_DIGEST: SampleFeed = {
  path: "/signal-digest.atom",
  title: "Signal Digest",
  home: "https://signal-digest.example/",
  language: "en",
  format: "atom",
  entries: [
    {
      // Harbour Watch's article, linked with the tracking parameters that digests add.
      url: `${PORT_SCANNERS}?utm_source=signal-digest&utm_medium=feed`,
      guid: "tag:signal-digest.example,2021:9-3",
      title: "Port scanners at four quays kept a factory password",
      published: "2021-05-03T10:00:00Z",
      text: ["From Harbour Watch: a fix existed, and did not arrive."],
    },
    {
      url: "https://signal-digest.example/2021/9/editors-note",
      guid: "tag:signal-digest.example,2021:9-1",
      title: "Editor's note: what we read this week & why",
      published: "2021-05-03T07:30:00Z",
      text: ["Ports, passwords and a very old protocol."],
    },
  ],
};

export const BASIN_MONITOR: SampleFeed = {
  path: "/basin-monitor.rdf",
  title: "Basin Monitor",
  home: "https://basin-monitor.example/",
  language: "en",
  format: "rdf",
  entries: [
    {
      url: "https://basin-monitor.example/notes/341",
      guid: null,
      title: "Upstream dam changes its releases without notice",
      published: "2021-05-02T06:00+03:00",
      text: ["Gauges downstream rose by forty centimetres overnight."],
    },
    {
      url: "https://basin-monitor.example/notes/339",
      guid: null,
      title: "Joint river patrols resume after a year's pause",
      published: "2021-04-29T09:30+03:00",
      text: ["Two boats, two flags, one logbook."],
    },
  ],
  update: {
    // Number 340 was held back for checking, and takes its place when it is free.
    below: 1,
    entry: {
      url: "https://basin-monitor.example/notes/340",
      guid: null,
      title: "Border commission publishes its water accounts",
      published: "2021-04-30T12:00+03:00",
      text: ["The figures agree with the gauges for the first time since 2016."],
    },
  },
};

export const REVUE_DU_CORDON: SampleFeed = {
  path: "/revue-du-cordon.xml",
  title: "Revue du Cordon",
  home: "https://revue-du-cordon.example/",
  language: "fr",
  format: "rss",
  encoding: "iso-8859-1",
  entries: [
    {
      url: "https://revue-du-cordon.example/2021/05/cables",
      guid: "rdc-2107",
      title: "Câbles sous-marins : qui répare, et à quel prix ?",
      published: "Sat, 01 May 2021 18:00:00 +0200",
      section: "Infrastructures",
      text: ["Trois navires seulement couvrent la zone, et l'un d'eux est à quai depuis février."],
    },
  ],
};

/** What Harbour Watch goes on writing while the demo is kept running. */
export const harbourLog = (number: number, now: Date): SampleEntry => ({
  url: `https://www.harbour-watch.example/log/${number}`,
  guid: `tag:harbour-watch.example,2021:log-${number}`,
  title: `Harbour log, entry ${number}: nothing out of the ordinary`,
  published: now.toISOString(),
  text: ["Three ships in, two out, visibility good."],
});
