/** Numbers that look random and are the same for the same seed (mulberry32, T. Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo za".split(" ");

/** Title and text of an invented story: the same for the same number, and nothing like that of another one. */
export function inventedStory(number: number, words = 160): { title: string; text: string } {
  const random = randomFrom(number + 1);
  const word = (): string =>
    Array.from(
      { length: 2 + Math.floor(random() * 2) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join("");
  const sentence = (length: number): string => {
    const said = Array.from({ length }, word).join(" ");
    return said.charAt(0).toUpperCase() + said.slice(1);
  };
  const sentences = Array.from({ length: Math.ceil(words / 12) }, () => `${sentence(12)}.`);
  return { title: sentence(8), text: sentences.join(" ") };
}

/** In another order, the same for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  return list
    .map((value) => ({ value, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
