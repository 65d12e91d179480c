import { Command, InvalidArgumentError } from "commander";
import { type Carrier, listStories, readStory, type Story } from "../dedupe/stories/story-reader.ts";
import { ConfigError } from "../errors.ts";
import { formatTable, plainLine } from "./table.ts";
import { withRedis } from "./with-redis.ts";

interface StoriesOptions {
  json?: boolean;
  count: number;
}

export function storiesCommand(): Command {
  return new Command("stories")
    .description(
      "Lists the stories that several items tell, the most carried first; or who carries one, side by side",
    )
    .argument("[id]", "of a story, to see who carries it and what differs")
    .option("--json", "one JSON line a story")
    .option("--count <n>", "list so many", readCount, 20)
    .action(stories);
}

async function stories(id: string | undefined, { json = false, count }: StoriesOptions): Promise<void> {
  await withRedis(async (redis, { storyDays }) => {
    if (id !== undefined) {
      const story = await readStory(redis, id);
      if (!story)
        throw new ConfigError(`no such story of several items: ${id}; \`wirefold stories\` lists them`);
      print(json ? JSON.stringify(story) : describe(story));
      return;
    }
    const ids = await listStories(redis, storyDays, count);
    const all = (await Promise.all(ids.map((one) => readStory(redis, one)))).filter(
      (story) => story !== null,
    );
    if (json) for (const story of all) print(JSON.stringify(story));
    else print(formatTable(["ITEMS", "OUTLETS", "PUBLISHERS", "STORY", "TITLE"], all.map(summarize)));
  });
}

function summarize({ id, carriers, outlets, publishers }: Story): string[] {
  const title = plainLine(originOf(carriers)?.title ?? "");
  return [String(carriers.length), String(outlets), String(publishers), id, title];
}

const originOf = (carriers: readonly Carrier[]): Carrier | undefined =>
  carriers.find(({ isOrigin }) => isOrigin) ?? carriers[0];

function describe({ carriers, outlets, publishers }: Story): string {
  const rows = carriers.map(({ event, time, isDated, isOrigin, score, differs, title, url }, at) => {
    const when = `${new Date(time * 1_000).toISOString().slice(0, 16).replace("T", " ")}${isDated ? "" : " seen"}`;
    return [
      event,
      isOrigin ? "origin" : "",
      when,
      at === 0 ? "-" : percent(score),
      at === 0 ? "-" : percent(differs.text),
      at === 0 ? "-" : String(differs.figures),
      at === 0 || differs.title ? plainLine(title) : "(same)",
      plainLine(url ?? ""),
    ];
  });
  const head = ["EVENT", "", "TIME", "ALIKE", "OTHER TEXT", "FIGURES", "TITLE", "ADDRESS"];
  return `${formatTable(head, rows)}\n${carriers.length} items of ${outlets} outlets, ${publishers} of them name no other source`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError("must be a whole number from 1 on");
  return count;
}
