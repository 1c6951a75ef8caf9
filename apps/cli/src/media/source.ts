import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliError } from '../errors/cli-error.js';
import { assertPlausible, type MediaRole } from './sniff.js';

/** A video or a voice that the user named: a file here, or a URL that someone has to fetch. */
export type Source = { kind: 'file'; path: string; bytes: number } | { kind: 'url'; url: string };

/** Whether a word is meant as a URL. */
export const isUrl = (word: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(word);

/**
 * Finds out what a word stands for; a file is looked into, so that one of the wrong kind is refused before it is sent.
 *
 * @param base The directory that relative paths start from.
 */
export async function readSource(word: string, role: MediaRole, base: string): Promise<Source> {
  if (isUrl(word) && !word.startsWith('file:')) return { kind: 'url', url: httpUrl(word, role) };
  const file = path.resolve(base, word.startsWith('file:') ? fileURLToPath(word) : word);
  const found = await stat(file).catch((cause: unknown) => {
    throw missing(word, role, cause);
  });
  if (!found.isFile()) {
    throw new CliError({
      code: 'not_a_file',
      message: `${word} is a folder, not ${ARTICLE[role]} file.`,
      hint: 'Give one file, or a whole folder through a manifest: chamelaion batch --help',
    });
  }
  await assertPlausible(file, word, role);
  return { kind: 'file', path: file, bytes: found.size };
}

/** The word as the user would know it again; of a URL what could also be the name of a file. */
export function sourceName(source: Source): string {
  if (source.kind === 'file') return path.basename(source.path);
  const { pathname, host } = new URL(source.url);
  return decoded(path.posix.basename(pathname)).replace(/[/\\\p{Cc}]/gu, '-') || host;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ARTICLE: Record<MediaRole, string> = { video: 'a video', audio: 'an audio' };

function httpUrl(word: string, role: MediaRole): string {
  if (URL.canParse(word) && /^https?:$/.test(new URL(word).protocol)) return word;
  throw new CliError({
    code: 'unsupported_url',
    message: `${word} is not a URL that a ${role} can be fetched from.`,
    hint: 'Give an http(s) URL or a path.',
  });
}

const missing = (word: string, role: MediaRole, cause: unknown): CliError => {
  const isAbsent = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
  return new CliError({
    code: isAbsent ? 'file_not_found' : 'file_unreadable',
    message: isAbsent ? `There is no ${role} file ${word}.` : `The ${role} file ${word} cannot be read.`,
    hint: isAbsent ? 'Check the path.' : 'Check its permissions.',
    cause,
  });
};
