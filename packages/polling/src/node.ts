import { type Download, downloadWith } from './download/download.js';
import { diskFiles } from './download/file-sink.js';
import { type Sync, syncWith } from './sync.js';

export { DownloadError } from './errors/download.js';
export { InvalidOptionError } from './errors/invalid-option.js';
export { LipsyncFailedError } from './errors/lipsync-failed.js';
export { WaitAbortedError } from './errors/wait-aborted.js';
export { WaitTimeoutError } from './errors/wait-timeout.js';
export { geometricSchedule } from './schedule.js';
export { waitForCompletion } from './wait-for-completion.js';
export { waitForMany } from './wait-for-many.js';
export { watch } from './watch.js';

/** `download` of the index, with files. */
export const download: Download = /* @__PURE__ */ downloadWith(diskFiles);

/** `sync` of the index, with files. */
export const sync: Sync = /* @__PURE__ */ syncWith(download, diskFiles);
