/** A Markdown table that is printed as its rows come. */
export class Table {
  readonly #title: string;
  #columns: string[] = [];

  constructor(title: string) {
    this.#title = title;
  }

  /** Prints a row; the first one sets the columns. */
  add(row: Record<string, string>): void {
    if (this.#columns.length === 0) {
      this.#columns = Object.keys(row);
      console.log(`\n### ${this.#title}\n`);
      console.log(`| ${this.#columns.join(' | ')} |`);
      console.log(`| ${this.#columns.map(() => '---').join(' | ')} |`);
    }
    console.log(`| ${this.#columns.map((column) => row[column] ?? '').join(' | ')} |`);
  }
}

/** Prints rows that are all there as a Markdown table; the columns are those of the first row. */
export function printTable(title: string, rows: readonly Record<string, string>[]): void {
  const table = new Table(title);
  for (const row of rows) table.add(row);
}
