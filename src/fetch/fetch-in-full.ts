import type { Fetcher, FetchResult, OwnRequest } from "./fetch-document.ts";

export type FullDocument = Extract<FetchResult, { kind: "document" }>;

/**
 * Gets a document, whatever was known of it. It keeps its place in the fetcher until it is disposed of.
 *
 * @throws FetchError, NotNowError
 */
export async function fetchInFull(
  fetcher: Fetcher,
  address: string,
  signal: AbortSignal,
  own: OwnRequest | null = null,
): Promise<FullDocument> {
  const result = await fetcher.fetch(address, null, signal, own);
  if (result.kind === "document") return result;
  result[Symbol.dispose]();
  throw new Error("an unconditional request was answered with 304");
}
