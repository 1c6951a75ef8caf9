import { DownloadError } from '../errors/download.js';
import type { Files } from './sink.js';

/** Where there is no file system, a path is refused with what to do instead. */
export const noFiles: Files = { open: refuse, check: refuse };

async function refuse(): Promise<never> {
  throw new DownloadError({
    code: 'download_no_files',
    message: 'there are no file paths here: pass a WritableStream, such as that of a file picker',
  });
}
