const EXAMPLES = 3;

/** How a list differs from the one that was expected, in words; order does not matter, and nothing may come twice. */
export function differences(expected: readonly string[], actual: readonly string[]): string[] {
  const [wanted, got] = [new Set(expected), new Set(actual)];
  const seen = new Set<string>();
  return [
    ...describe(
      "missing",
      [...wanted].filter((key) => !got.has(key)),
    ),
    ...describe(
      "not expected",
      [...got].filter((key) => !wanted.has(key)),
    ),
    ...describe(
      "more than once",
      actual.filter((key) => seen.has(key) || !seen.add(key)),
    ),
  ];
}

function describe(what: string, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  return [`${keys.length} ${what}, such as ${keys.slice(0, EXAMPLES).join(", ")}`];
}
