import { parse as parseCsv } from 'csv-parse/sync';
import { printable, truncate } from '../output/width.js';
import { suggest } from '../program/suggest.js';

/** One line of a manifest, as written. */
export interface ManifestLine {
  /** Its number in the file, from 1. */
  line: number;
  video: string;
  audio: string;
  output?: string;
  referenceId?: string;
}

/** Something wrong with a line. */
export interface Problem {
  line: number;
  message: string;
}

/** A manifest as read, with everything that is wrong with it. */
export interface Manifest {
  lines: ManifestLine[];
  problems: Problem[];
}

const COLUMNS = ['video', 'audio', 'output', 'reference_id'] as const;
type Fields = Record<string, unknown>;

/**
 * Reads a manifest: CSV, TSV or JSONL by its ending, else by its first line. The names of columns may stand in any order;
 * columns of other names are passed over.
 */
export function parseManifest(text: string, fileName: string): Manifest {
  const body = text.replace(/^\uFEFF/, '');
  const format = formatOf(body, fileName);
  return format === 'jsonl' ? readJsonLines(body) : readTable(body, format === 'tsv' ? '\t' : commaOf(body));
}

function formatOf(body: string, fileName: string): 'csv' | 'tsv' | 'jsonl' {
  const ending = /\.(csv|tsv|jsonl|ndjson)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (ending === 'ndjson') return 'jsonl';
  if (ending) return ending as 'csv' | 'tsv' | 'jsonl';
  if (body.trimStart().startsWith('{')) return 'jsonl';
  return firstLine(body).includes('\t') ? 'tsv' : 'csv';
}

const firstLine = (body: string): string => body.split('\n', 1)[0] ?? '';

/** Spreadsheets of many countries write `;` where others write `,`. */
const commaOf = (body: string): string => (firstLine(body).includes(',') || !firstLine(body).includes(';') ? ',' : ';');

function readTable(body: string, delimiter: string): Manifest {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parseCsv(body, {
      delimiter,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines = 1, message } = error as { lines?: number; message: string };
    return { lines: [], problems: [{ line: lines, message: `cannot be read: ${truncate(printable(message), 120)}` }] };
  }
  const [first, ...rest] = records;
  if (!first) return { lines: [], problems: [] };
  const header = first.record.map((name) => name.toLowerCase());
  const missing = missingColumns(header);
  if (missing.length > 0) return { lines: [], problems: missing };
  return collect(
    rest.map(({ record, info }) => {
      const fields: Fields = Object.fromEntries(header.map((name, at) => [name, record[at]]));
      const message =
        record.length > header.length ? `has ${record.length} fields, the header ${header.length}` : undefined;
      return { line: info.lines, fields, message };
    }),
  );
}

function missingColumns(header: readonly string[]): Problem[] {
  return ['video', 'audio']
    .filter((name) => !header.includes(name))
    .map((name) => {
      const others = header.filter((each) => !COLUMNS.includes(each as never));
      const near = others.find((each) => suggest(each, [name]));
      const found = near ? `: is "${near}" meant?` : `, only ${truncate(printable(header.join(', ')), 60)}`;
      return { line: 1, message: `the header names no column "${name}"${found}` };
    });
}

function readJsonLines(body: string): Manifest {
  const entries = body.split('\n').flatMap((text, at) => {
    if (text.trim() === '') return [];
    try {
      const fields: unknown = JSON.parse(text);
      const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
      return [
        {
          line: at + 1,
          fields: isObject ? (fields as Fields) : {},
          message: isObject ? undefined : 'is not a JSON object',
        },
      ];
    } catch {
      return [{ line: at + 1, fields: {}, message: 'is not JSON' }];
    }
  });
  return collect(entries);
}

function collect(entries: readonly { line: number; fields: Fields; message: string | undefined }[]): Manifest {
  const manifest: Manifest = { lines: [], problems: [] };
  for (const { line, fields, message } of entries) {
    const messages = message ? [message] : wrongFields(fields);
    manifest.problems.push(...messages.map((each) => ({ line, message: each })));
    if (messages.length > 0) continue;
    const { video, audio, output, reference_id } = fields as Record<string, string | undefined>;
    manifest.lines.push({
      line,
      video: video as string,
      audio: audio as string,
      ...(output ? { output } : {}),
      ...(reference_id ? { referenceId: reference_id } : {}),
    });
  }
  return manifest;
}

function wrongFields(fields: Fields): string[] {
  const wrong = COLUMNS.filter((name) => fields[name] !== undefined && typeof fields[name] !== 'string').map(
    (name) => `${name} is not text`,
  );
  const missing = ['video', 'audio'].filter((name) => fields[name] === undefined || fields[name] === '');
  return [...wrong, ...missing.map((name) => `names no ${name}`)];
}
