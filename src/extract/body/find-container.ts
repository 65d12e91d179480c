import type { PageElement } from "../page/page-element.ts";
import type { Block } from "./block.ts";
import { claimOf } from "./class-hints.ts";
import { type Prose, proseByElement } from "./prose.ts";

/** Part of all prose that an element must hold for its claim to be believed: the better the claim, the less. */
const NEEDED: Readonly<Record<number, number>> = { 3: 0.3, 2: 0.45 };
const NEEDED_OTHERWISE = 0.5;
/** What holding all of the prose is worth beside a claim. */
const ALL_PROSE = 0.9;
/** Part of the prose in one child for the others to be around it; more where an element claimed to be the article. */
const NEARLY_ALL = { found: 0.85, claimed: 0.93 };

/**
 * The innermost element that holds the article: one that claims to and has enough of the prose, else, level by level, the
 * child that holds nearly all of it.
 */
export function findContainer(page: PageElement, blocks: readonly Block[]): PageElement {
  const prose = proseByElement(page, blocks);
  const claimed = bestClaim(page, prose);
  const enough = claimed ? NEARLY_ALL.claimed : NEARLY_ALL.found;
  let container = claimed ?? page;
  for (;;) {
    const own = prose.get(container) ?? 0;
    const child = richestChild(container, prose);
    if (!child || own === 0 || (prose.get(child) ?? 0) < own * enough || child.name === "p") return container;
    container = child;
  }
}

function bestClaim(page: PageElement, prose: Prose): PageElement | null {
  const all = prose.get(page) ?? 0;
  let best: PageElement | null = null;
  let most = 0;
  for (const [element, own] of prose) {
    const claim = element === page ? 0 : claimOf(element);
    if (claim === 0 || own < all * (NEEDED[claim] ?? NEEDED_OTHERWISE)) continue;
    const value = claim + (own / all) * ALL_PROSE;
    if (value > most) [best, most] = [element, value];
  }
  return best;
}

function richestChild(container: PageElement, prose: Prose): PageElement | null {
  let best: PageElement | null = null;
  let most = 0;
  for (const child of container.children) {
    if (typeof child === "string") continue;
    const own = prose.get(child) ?? 0;
    if (own > most) [best, most] = [child, own];
  }
  return best;
}
