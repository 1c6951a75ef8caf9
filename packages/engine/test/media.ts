import { fileURLToPath } from 'node:url';

/** Path of one of the small recordings kept beside the tests. */
export const recording = (name: string): string => fileURLToPath(new URL(`media/${name}`, import.meta.url));
