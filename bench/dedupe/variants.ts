import { type ItemLine, readItemLine } from "../../src/cli/item-line.ts";
import { randomFrom, shuffled } from "../../tests/support/invented-stories.ts";
import { dataFile } from "../data.ts";
import { arrive, readLines } from "./arriving.ts";
import { type TestSet, truthOf } from "./sets.ts";

const SEED = 7;
const LEAST_WORDS = 150;
/** Stories, and variants of each; as many texts again are nobody's copy. */
const STORIES = 600;
const VARIANTS = 3;
const HOUR = 3_600_000;
const OUTLETS = 25;

type Random = () => number;
/** What another outlet makes of a text. @param other a text that is not in the set */
type Variant = (line: ItemLine, random: Random, other: ItemLine) => Partial<ItemLine>;

const KINDS: readonly Variant[] = [
  ({ content }, random) => ({ content: misread(content ?? "", 0.03, random) }),
  ({ content }, random) => ({ content: misread(content ?? "", 0.06, random) }),
  ({ content }, _, other) => ({ content: `${wordsOf(other).slice(0, 100).join(" ")}\n${content}` }),
  (line, random) => ({
    content: sentencesOf(line)
      .filter(() => random() > 1 / 3)
      .join(" "),
  }),
  (line) => ({ title: (sentencesOf(line)[1] ?? "").split(/\s+/).slice(0, 9).join(" ") }),
  (line) => ({ content: `${wordsOf(line).slice(0, 60).join(" ")} ...` }),
  () => ({}),
];

/**
 * Long newswire texts as other outlets print them: misread by a scanner, behind an introduction of their own, shortened,
 * under another headline; among as many that have nothing to do with them. The same for the same seed.
 */
export function noisy(): TestSet {
  const random = randomFrom(SEED);
  const texts = shuffled(singleTexts(), SEED);
  const stories = texts.slice(0, STORIES);
  const unrelated = texts.slice(STORIES, 2 * STORIES);
  const unused = texts.slice(2 * STORIES);
  const first = Date.parse("2026-03-01T00:00:00Z");
  const at = (hours: number): string => new Date(first + hours * HOUR).toISOString();
  const made = [...stories, ...unrelated].flatMap((line, number) => {
    const time = random() * 24 * 7;
    const copies = number < STORIES ? VARIANTS : 0;
    return Array.from({ length: 1 + copies }, (_, copy) => {
      const variant = KINDS[(number * VARIANTS + copy) % KINDS.length];
      const other = unused[(number * VARIANTS + copy) % unused.length] ?? line;
      const changed = copy > 0 && variant ? variant(line, random, other) : {};
      const outlet = `outlet-${(number + copy) % OUTLETS}`;
      const id = `${line.id}-${copy}`;
      const own = { id, guid: id, feed: outlet, url: `https://${outlet}.example/${id}` };
      return {
        gold: line.id,
        line: { ...line, ...changed, ...own, published: at(time + copy * 6 * random()) },
      };
    });
  });
  const ordered = made.toSorted((a, b) => Date.parse(a.line.published) - Date.parse(b.line.published));
  const truth = truthOf(
    ordered.map(({ gold }) => gold),
    [],
  );
  return { name: "noisy", items: arrive(ordered.map(({ line }) => line)), truth, hasCopies: true };
}

/** Long ones of the newswire, without those of which it has anything like a copy. */
function singleTexts(): ItemLine[] {
  const gold = readLines(dataFile("corpora", "dedupe", "reuters-dev.gold.jsonl"));
  const related = new Set(
    gold.flatMap((text) => {
      const { a, b } = JSON.parse(text) as { a: string; b: string };
      return [a, b];
    }),
  );
  return readLines(dataFile("corpora", "dedupe", "reuters-dev.jsonl"))
    .map((text) => readItemLine(text, "reuters-dev.jsonl"))
    .filter((line) => !related.has(line.id) && wordsOf(line).length >= LEAST_WORDS);
}

const wordsOf = ({ content }: ItemLine): string[] => (content ?? "").split(/\s+/).filter(Boolean);
const sentencesOf = (line: ItemLine): string[] =>
  wordsOf(line)
    .join(" ")
    .split(/(?<=[a-z][.!?])\s+/);

/** What a scanner takes letters for: each for what stands behind it. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  "ao bh ce dcl ec ft gq hb il l1 mrn nu o0 ri s5 tf un vy wvv yv"
    .split(" ")
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/** Each character is read wrongly at this rate: mostly for another one, or it is lost, or a word is torn apart. */
function misread(text: string, rate: number, random: Random): string {
  return text.replace(/\S/g, (character) => {
    if (random() >= rate) return character;
    const kind = random();
    if (kind < 0.7) return LOOKALIKES.get(character) ?? "i";
    return kind < 0.85 ? "" : `${character} `;
  });
}
