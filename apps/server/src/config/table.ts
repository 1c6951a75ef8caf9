import type { Option } from './option.js';
import { configSchema } from './schema.js';

/** The table of every environment variable, as Markdown, for docs/operations.md. */
export function configTable(): string {
  const rows = Object.values(configSchema as Record<string, Option<unknown>>).map(
    (option) => `| \`${option.env}\` | ${option.kind} | ${shown(option.fallback)} | ${option.about} |`,
  );
  return ['| variable | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function shown(fallback: unknown): string {
  if (fallback === undefined || (Array.isArray(fallback) && fallback.length === 0)) return '';
  return `\`${String(fallback)}\``;
}
