import { parse } from "yaml";
import { ConfigError } from "../errors.ts";
import type { PageSelectors } from "../model.ts";
import { pageSelectors } from "../registry/page-selectors.ts";

/**
 * The option `--page`: written like the word `page` of a feeds file.
 *
 * @throws ConfigError
 */
export function readPageOption(text: string): PageSelectors {
  let said: unknown;
  try {
    said = parse(text);
  } catch (error) {
    const [summary = ""] = (error as Error).message.split("\n");
    throw new ConfigError(`--page: ${summary.replace(/:$/, "")}`);
  }
  const result = pageSelectors.safeParse(said);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new ConfigError(`--page: ${mistakes.join("; ")}`);
}
