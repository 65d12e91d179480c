/** What newsrooms put before a headline to say what kind of piece follows. */
const LABEL =
  /^(?:(?:update|upd|wrapup|refile)\s*\d*|rpt|correct(?:ed|ion)|breaking|exclusive|report|video|photos?|watch|live|opinion|analysis)\s*[:\-–—|]+\s*/iu;
/** `(video)`, `[updated]` at the end. */
const REMARK = /\s*[([][^()[\]]{2,24}[)\]]\s*$/u;
/** ` - Reuters`, ` | BBC News`: the outlet, after a headline that is long enough to stand alone. No ` - 12 dead`. */
const OUTLET = /^(.{25,500}?)\s+[|–—-]\s+(?!\d)([^|–—]{2,40})$/u;
const OUTLET_WORDS = 4;

/** What a title says of its story: without labels, remarks and the outlet's name. */
export function headlineOf(title: string): string {
  const bare = title.replace(REMARK, "").replace(LABEL, "");
  const [, headline, outlet] = OUTLET.exec(bare) ?? [];
  return headline && outlet && outlet.split(/\s+/u).length <= OUTLET_WORDS ? headline : bare;
}
