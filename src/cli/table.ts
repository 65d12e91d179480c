import { stripVTControlCharacters, styleText } from "node:util";

/** Columns of text, aligned; the last one is not padded. Long cells are cut where a terminal's width is known. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | undefined = process.stdout.columns,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => {
    const text = cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ");
    return width ? clip(text, width) : text;
  };
  return [styleText("bold", line(head)), ...rows.map(line)].join("\n");
}

/** Text for a terminal: one line, no control characters that a feed could use to write elsewhere on the screen. */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function clip(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
