import { readFile } from "node:fs/promises";
import { FetchError } from "../errors.ts";

/** Value of a variable of the environment. */
export type ReadVariable = (name: string) => string | undefined;

/**
 * Puts secrets in the place of references: `${NAME}`, anywhere in a text, is a variable of the environment, and a text
 * `file:PATH` is what stands in that file, without the line end. Read at every fetch, so that secrets can change.
 *
 * @param encode how a secret is written where it stands
 * @throws FetchError FETCH_SECRET, naming the reference and never the secret
 */
export async function resolveSecret(
  text: string,
  read: ReadVariable,
  encode: (secret: string) => string = (secret) => secret,
): Promise<string> {
  if (text.startsWith("file:")) return readSecretFile(text.slice("file:".length));
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = read(name);
    if (value) return encode(value);
    throw new FetchError("FETCH_SECRET", `The variable ${name}, which the feeds file names, is not set`);
  });
}

async function readSecretFile(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/\r?\n$/, "");
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new FetchError(
      "FETCH_SECRET",
      `The file ${path}, which the feeds file names, cannot be read: ${code}`,
    );
  }
}
