import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const BLOCK = 512;

/**
 * Unpacks a gzipped tar of directories and files into a directory that only its owner may enter. PGlite can load such
 * an archive itself, but keeps 100 MB of memory from it for as long as it is open.
 */
export async function unpack(archive: URL, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const tar = await promisify(gunzip)(await readFile(archive));
  for (let at = 0; tar[at]; ) {
    const field = (start: number, length: number) =>
      tar.toString('latin1', at + start, at + start + length).replace(/\0.*$/s, '');
    const path = join(directory, field(0, 100));
    const bytes = Number.parseInt(field(124, 12), 8);
    const content = at + BLOCK;
    if (field(156, 1) === '5') await mkdir(path, { recursive: true });
    else await writeFile(path, tar.subarray(content, content + bytes), { mode: 0o600 });
    at = content + Math.ceil(bytes / BLOCK) * BLOCK;
  }
}
