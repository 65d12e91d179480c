import { expect, test } from "vitest";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { type Answer, type FeedServer, rss } from "../support/feed-server.ts";
import { type Workplace, useWorkplace } from "../support/wirefold.ts";

let place: Workplace;
let site: FeedServer;
useWorkplace((...opened) => {
  [place, site] = opened;
});

const SENTENCES = [
  "The ministry said on Tuesday that two patrol vessels had left the strait after a week of talks.",
  "Fishing boats were seen near the northern islands again, and the harbour master lifted the night ban.",
  "A spokesman declined to say whether the radar station on the cape would be handed back this year.",
  "Insurers lowered the premium for tankers, which had tripled since the first warning shots in spring.",
];

const html =
  (body: string): Answer =>
  (_, response) =>
    void response.setHeader("content-type", "text/html; charset=utf-8").end(body);

/** In the manner of the 1990s: a banner, a table, a footer. */
const ARTICLE = `<html><head><title>Vessels leave the strait - Old Site</title></head><body>
<table><tr><td><a href="/donate">Donate to our campaign now!</a></td></tr></table>
<table><tr><td><a href="/">Home</a> <a href="/wmd">WMD</a></td><td>
<h1>Vessels leave the strait</h1>${SENTENCES.map((sentence) => `<p>${sentence}</p>`).join("\n")}
</td></tr></table><div class="footer">Join the mailing list</div></body></html>`;

test("articles on an index page, without any feed, are told with their text", async () => {
  site.serve(
    "/news/index.html",
    html('<ul><li><a href="vessels.htm">Vessels leave the strait</a></li></ul>'),
  );
  site.serve("/news/vessels.htm", html(ARTICLE));
  const feeds = place.file(
    "feeds.yaml",
    `feeds:\n  - url: ${site.url("/news/index.html")}\n    page: { item: li, link: a }\n    fullText: always\n`,
  );
  const service = place.start(["run", "--feeds", feeds]);
  await service.logged(({ msg }) => msg === "page read");
  const [entry] = await readEvents(await place.redis(), STREAM_START, 10, 1);
  expect(entry?.event.item).toMatchObject({
    title: "Vessels leave the strait",
    url: site.url("/news/vessels.htm"),
    text: SENTENCES.join("\n"),
    page: { refusal: null },
  });
  service.child.kill("SIGTERM");
  expect(await service.finished).toMatchObject({ code: 0 });
});

test("a process that is killed while it waits for a page loses no item, and tells none twice", async () => {
  let isAnswered = false;
  site.serve(
    "/feed",
    rss([{ title: "Vessels leave", guid: "1", link: site.url("/a"), description: "In short." }]),
  );
  const asked = new Promise<void>((resolve) => {
    site.serve("/a", (request, response) => {
      if (isAnswered) return html(ARTICLE)(request, response);
      resolve();
    });
  });
  const feeds = place.file("feeds.yaml", `feeds:\n  - { url: "${site.url("/feed")}", fullText: missing }\n`);
  const first = place.start(["run", "--feeds", feeds]);
  await asked;
  first.child.kill("SIGKILL");
  await first.finished;
  isAnswered = true;
  const second = place.start(["run", "--feeds", feeds]);
  await second.logged(({ msg }) => msg === "page read");
  const entries = await readEvents(await place.redis(), STREAM_START, 10, 1);
  expect(entries.map(({ event }) => event.item.text)).toEqual([SENTENCES.join("\n")]);
}, 90_000);
