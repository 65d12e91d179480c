import { writePlace, readPlace } from "./epoch.ts";

/** How the script knows an entry by its identity. */
export interface KnownAs {
  by: "key" | "alias" | "address";
  itemId: string;
  /** Place of its text; `null`: not remembered. */
  place: string | null;
  /** Hash of its words, as it was remembered; `-`: not remembered. */
  content: string;
}

/** What the script answers of an item; see admit-items-n.lua. */
export type Answer =
  | { kind: "told"; place: string }
  | { kind: "duplicate" | "held" | "waiting" | "overflow" | "known" | "gone" }
  | { kind: "again"; by: KnownAs["by"]; itemId: string }
  | {
      kind: "judge";
      from: readonly [number, number];
      /** As it stands in the answer. */
      standing: string;
      knownAs: KnownAs | null;
      /** Places of texts that are not judged yet, the most alike first. */
      found: string[];
    };

export function readAnswer(text: string, epoch: number): Answer {
  const [kind = "", ...rest] = text.split(" ");
  if (kind === "told") return { kind, place: rest[1] ?? "" };
  if (kind === "judge") {
    const [current, previous, by = "-", itemId = "", place = "-", content = "-", found = ""] = rest;
    const isKnown = by !== "-";
    return {
      kind,
      from: [Number(current), Number(previous)],
      standing: isKnown ? `${by} ${itemId} ${place} ${content}` : "",
      knownAs: isKnown
        ? { by: by as KnownAs["by"], itemId, place: place === "-" ? null : place, content }
        : null,
      found: found.split(",").flatMap((one) => fullPlace(one, epoch) ?? []),
    };
  }
  if (kind === "key" || kind === "alias" || kind === "address")
    return { kind: "again", by: kind, itemId: rest[0] ?? "" };
  return { kind: kind as "duplicate" | "held" | "waiting" | "overflow" | "known" | "gone" };
}

/** The place as it is remembered, whichever way it was found. */
function fullPlace(found: string, epoch: number): string | null {
  const place = readPlace(found, epoch);
  return place && writePlace(place);
}
