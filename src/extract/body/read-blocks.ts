import { oneLine } from "../page/element-text.ts";
import type { PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";
import type { Block } from "./block.ts";
import { BLOCKS, NOT_TEXT } from "./tags.ts";
import { weightOf } from "./weigh-block.ts";

/** Characters that stand for a word or a syllable. */
const DENSE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const DENSE_SHARE = 0.3;
const DENSE_FACTOR = 2.5;

/**
 * The lines of a page in their order. Two line breaks in a row part lines as a block does, as pages without paragraphs
 * write them.
 *
 * @param around elements that are no part of the article
 */
export function readBlocks(page: PageElement, around: ReadonlySet<PageElement>): Block[] {
  const blocks: Block[] = [];
  let element = page;
  let rejected = 0;
  let text = "";
  let linked = 0;
  let links: PageElement[] = [];
  let openLinks = 0;
  let isAfterBreak = false;

  const flush = (): void => {
    const line = oneLine(text);
    if (line !== "") {
      const block = blockOf({
        text: line,
        linked,
        links,
        element,
        at: blocks.length,
        isRejected: rejected > 0,
      });
      block.weight = weightOf(block);
      blocks.push(block);
    }
    [text, linked, links] = ["", 0, []];
  };
  walkPage(page, {
    enter(child) {
      if (child.name === "br") {
        if (isAfterBreak) flush();
        text += " ";
        isAfterBreak = true;
        return false;
      }
      if (NOT_TEXT.has(child.name)) {
        text += " ";
        return false;
      }
      isAfterBreak = false;
      if (child.name === "a") {
        openLinks++;
        links.push(child);
      }
      if (BLOCKS.has(child.name)) {
        flush();
        element = child;
      }
      if (around.has(child)) rejected++;
      return true;
    },
    text(said) {
      if (isAfterBreak && said.trim() !== "") isAfterBreak = false;
      text += said;
      if (openLinks > 0) linked += oneLine(said).length;
    },
    leave(child) {
      if (child.name === "a") openLinks--;
      if (BLOCKS.has(child.name)) {
        flush();
        element = blockAround(child.parent) ?? page;
      }
      if (around.has(child)) rejected--;
    },
  });
  flush();
  return blocks;
}

function blockAround(start: PageElement | null): PageElement | null {
  let at = start;
  while (at && at.parent && !BLOCKS.has(at.name)) at = at.parent;
  return at;
}

function blockOf(
  found: Pick<Block, "text" | "links" | "element" | "at" | "isRejected"> & { linked: number },
): Block {
  const { linked, ...block } = found;
  const { length } = block.text;
  const factor = (block.text.match(DENSE)?.length ?? 0) > length * DENSE_SHARE ? DENSE_FACTOR : 1;
  return {
    ...block,
    size: Math.round(length * factor),
    linkShare: Math.min(linked, length) / length,
    weight: 0,
  };
}
