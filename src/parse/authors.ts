import { MAX_PARTS } from "./limits.ts";
import { children, firstText, textOf, type XmlElement, type XmlNode } from "./xml/xml-element.ts";

/** Atom's persons, which have a name in them; RSS writes the person as text under the same name. */
const PERSONS: readonly string[] = ["author", "atom:author"];
const NAMES: readonly string[] = ["dc:creator", "dc:author", "itunes:author", "managingEditor"];

/** Names of the authors of an entry or a feed, each once, as they are written. */
export function authorsOf(element: XmlElement): string[] {
  const names = new Set<string>();
  const add = (name: string | null): void => {
    if (name !== null && names.size < MAX_PARTS) names.add(name);
  };
  for (const person of PERSONS) for (const node of element.all(person)) add(personName(node));
  for (const name of NAMES) for (const node of element.all(name)) add(textOf(node));
  return [...names];
}

function personName(person: XmlNode): string | null {
  return partOf(person, "name") ?? textOf(person) ?? partOf(person, "email");
}

const partOf = (person: XmlNode, name: string): string | null =>
  firstText(children(person, name)) ?? firstText(children(person, `atom:${name}`));
