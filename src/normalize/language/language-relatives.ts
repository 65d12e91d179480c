/** Languages so alike in writing that no text is held against a feed that says the other one. */
const FAMILIES: readonly (readonly string[])[] = [
  ["no", "nb", "nn", "da"],
  ["hr", "sr", "bs", "sh", "cnr"],
  ["id", "ms"],
  ["cs", "sk"],
  ["fil", "tl"],
];

export function relativesOf(language: string): readonly string[] {
  return FAMILIES.find((family) => family.includes(language))?.filter((other) => other !== language) ?? [];
}

export function areRelatives(one: string, other: string): boolean {
  return one === other || relativesOf(one).includes(other);
}
