import type { Colors } from './output.js';
import { printable } from './width.js';

/** A status in the colour that it has everywhere: green when completed, red when failed, yellow under way. */
export function colorStatus(colors: Colors, status: string): string {
  const paint: Record<string, (text: string) => string> = {
    completed: colors.green,
    failed: colors.red,
    unclear: colors.magenta,
    processing: colors.yellow,
  };
  return (paint[status] ?? String)(printable(status));
}
