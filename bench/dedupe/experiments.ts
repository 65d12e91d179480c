import { ALGORITHM, type Algorithm } from "../../src/dedupe/text/algorithm.ts";
import { judge, RULES } from "../../src/dedupe/text/judge.ts";
import { type Fingerprint, fingerprint, type Leads, LEADS } from "../../src/dedupe/text/print.ts";
import { THRESHOLDS, type Thresholds } from "../../src/dedupe/text/thresholds.ts";

/** The product's algorithm with one thing otherwise. */
export interface Experiment {
  /** What is otherwise, and how. */
  name: string;
  value: string;
  algorithm: Algorithm;
}

const VALUES: Readonly<Record<keyof Thresholds, readonly number[]>> = {
  shortLead: [20, 30, 50, 60],
  shortContained: [0.5, 0.6, 0.7, 0.8],
  longContained: [0.4, 0.5, 0.7, 0.8],
  otherContained: [0.3, 0.35, 0.4, 0.5, 0.6],
  leastShingles: [4, 6, 12, 16],
  bulkContained: [0.3, 0.35, 0.4, 0.5, 0.6],
  bulkShingles: [20, 30, 50, 80],
  revisionHours: [24, 48, 168],
  revisionContained: [0.6, 0.7, 0.9],
  revisionFigures: [0.5, 0.6, 0.8, 0.9],
  leastFigures: [2, 3, 6],
  revisionTitle: [0.34, 0.7, 1],
  reportFigures: [0.7, 0.8, 0.95],
  reportContained: [0.3, 0.4, 0.55],
  kinTitles: [0.2, 0.5, 0.67],
  outletResemblance: [0.5, 0.6, 0.8],
  titleWords: [4, 5, 8],
  titleHours: [24, 96, 336],
  titleContained: [0, 0.3, 0.45],
};
const LEAD_VALUES: Readonly<Record<keyof Leads, readonly number[]>> = {
  usual: [64, 80, 96, 144],
  ofLong: [48, 64, 96, 112],
};
/** No share is as large, and no time as short. */
const [NEVER, AT_NO_TIME] = [2, -1];
/** Ways to the same rule. */
const WAYS: Readonly<Record<string, Partial<Thresholds>>> = {
  "lead, long or short": { shortContained: NEVER, longContained: NEVER, otherContained: NEVER },
  bulk: { bulkContained: NEVER },
  report: { reportFigures: NEVER },
  "short texts told apart": { shortLead: 0 },
  "corrections (other figures: new)": { revisionHours: AT_NO_TIME },
};

const printed = new Map<string, Fingerprint>();

/** Prints of the product's algorithm are the same in all experiments with thresholds. */
const printOnce: Algorithm["fingerprint"] = (item) => {
  const { title, text, outlet, time } = item;
  const name = `${outlet} ${time.getTime()} ${title}\n${text}`;
  const print = printed.get(name) ?? fingerprint(item);
  printed.set(name, print);
  return print;
};

const judgedBy = (changes: Partial<Thresholds>, rules = RULES): Algorithm => {
  const thresholds = { ...THRESHOLDS, ...changes };
  return { ...ALGORITHM, fingerprint: printOnce, judge: (a, b) => judge(a, b, thresholds, rules) };
};

export const AS_IT_IS: Experiment = { name: "as it is", value: "", algorithm: judgedBy({}) };

export const OTHER_THRESHOLDS: readonly Experiment[] = Object.entries(VALUES).flatMap(([name, values]) => {
  const usual = THRESHOLDS[name as keyof Thresholds];
  return values.map((value) => ({
    name: `${name} ${usual}`,
    value: String(value),
    algorithm: judgedBy({ [name]: value }),
  }));
});

export const OTHER_LEADS: readonly Experiment[] = Object.entries(LEAD_VALUES).flatMap(([name, values]) =>
  values.map((value) => ({
    name: `lead, ${name === "usual" ? "usual" : "of long texts"} ${LEADS[name as keyof Leads]}`,
    value: String(value),
    algorithm: { ...ALGORITHM, fingerprint: (item) => fingerprint(item, { ...LEADS, [name]: value }) },
  })),
);

export const WITHOUT: readonly Experiment[] = [
  ...Object.entries(WAYS).map(([name, changes]) => ({ name, value: "off", algorithm: judgedBy(changes) })),
  // Without "other-text", everything would be one story.
  ...[...new Set(RULES.map(({ name }) => name))]
    .filter((name) => name !== "other-text")
    .map((name) => ({
      name,
      value: "off",
      algorithm: judgedBy(
        {},
        RULES.filter((rule) => rule.name !== name),
      ),
    })),
];
