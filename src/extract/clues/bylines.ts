import type { PageFacts } from "../metadata/page-facts.ts";

const MOST = 20;

/** Who is named as the writer, wherever and however: `By Jane Doe for a paper`. */
export const readBylines = ({ metas, bylines, authorLinks }: PageFacts): string[] =>
  [...new Set([...bylines.map(({ text }) => text), ...authorLinks, ...(metas.get("author") ?? [])])]
    .filter(Boolean)
    .slice(0, MOST);
