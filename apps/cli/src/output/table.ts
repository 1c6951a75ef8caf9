import { displayWidth, pad, truncate } from './width.js';

/** Narrower than this no column is made. */
const LEAST_CELLS = 8;

/** How a table is fitted into a terminal. */
export interface TableOptions {
  /** Columns of the terminal. Default: as many as the table needs. */
  columns?: number | undefined;
  /** The headers of columns that are never cut, such as ids that are to be copied. */
  whole?: readonly string[];
}

/** Rows under a header, in columns as wide as their widest cell; the last is cut first where the terminal is narrower. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, whole = [] }: TableOptions = {},
): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => displayWidth(row[at] ?? ''))));
  let over = columns === undefined ? 0 : sum(widths) + 2 * (widths.length - 1) - columns;
  for (let at = widths.length - 1; at >= 0 && over > 0; at -= 1) {
    if (whole.includes(header[at] as string)) continue;
    const width = widths[at] as number;
    widths[at] = Math.min(width, Math.max(LEAST_CELLS, width - over));
    over -= width - (widths[at] as number);
  }
  return all.map((row) =>
    row
      .map((cell, at) => pad(truncate(cell, widths[at] as number), widths[at] as number))
      .join('  ')
      .trimEnd(),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
