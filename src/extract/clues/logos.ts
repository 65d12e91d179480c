import type { PageClues } from "../../article.ts";
import { webAddress } from "../metadata/addresses.ts";
import { oneLine } from "../page/element-text.ts";
import { attributeOf, type PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";

const MOST = 10;
const LONGEST = 200;

/** The pictures above an article's text, the nearest to it. */
export function readLogos(page: PageElement, firstLine: PageElement | null, url: string): PageClues["logos"] {
  const logos: PageClues["logos"] = [];
  let isAbove = firstLine !== null;
  walkPage(page, {
    enter(element) {
      if (element === firstLine) isAbove = false;
      if (isAbove && element.name === "img") {
        const address = webAddress(attributeOf(element, "src"), url);
        const alt = oneLine(attributeOf(element, "alt").slice(0, LONGEST));
        if (address) logos.push({ alt, url: address.href });
        if (logos.length > MOST) logos.shift();
      }
      return isAbove;
    },
  });
  return logos;
}
