import { displayWidth, pad, truncate } from './width.js';

/** Rows under a header, in columns as wide as their widest cell; the widest is cut where the terminal is narrower. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  columns?: number,
): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => displayWidth(row[at] ?? ''))));
  const gaps = 2 * (widths.length - 1);
  if (columns !== undefined) {
    for (let over = sum(widths) + gaps - columns; over > 0; over -= 1) {
      const widest = widths.indexOf(Math.max(...widths));
      if ((widths[widest] as number) <= 8) break;
      widths[widest] = (widths[widest] as number) - 1;
    }
  }
  return all.map((row) =>
    row
      .map((cell, at) => pad(truncate(cell, widths[at] as number), widths[at] as number))
      .join('  ')
      .trimEnd(),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
