import ipaddr from 'ipaddr.js';
import { command, integer, list, number, type Option, oneOf, optional, text, url } from './option.js';

const GiB = 1024 ** 3;

/** Every setting of the server. The table in docs/operations.md is generated from it. */
export const configSchema = {
  port: integer('CHAMELAION_PORT', 4010, 'TCP port to listen on; 0 takes a free one.', 0, 65_535),
  host: text('CHAMELAION_HOST', '127.0.0.1', 'Address to listen on. The default is reachable from this machine only.'),
  publicUrl: url(
    'CHAMELAION_PUBLIC_URL',
    'Address by which clients reach the server, `/api` included; `output_url` is built from it. Default: the listen address.',
  ),
  dataDir: text(
    'CHAMELAION_DATA_DIR',
    '.chamelaion',
    'Directory of the embedded database, the stored files, work in progress and the file `token`.',
  ),
  databaseUrl: optional(
    'DATABASE_URL',
    'PostgreSQL to use in place of the embedded database; needed for more than one process.',
  ),
  s3Endpoint: url(
    'S3_ENDPOINT',
    'URL of an S3 service; uploads and outputs are kept there in place of the data directory.',
  ),
  s3Bucket: optional('S3_BUCKET', 'Bucket in that service.'),
  s3Region: text('S3_REGION', 'us-east-1', 'Region that S3 requests are signed for.'),
  s3AccessKeyId: optional('S3_ACCESS_KEY_ID', 'Key id for S3.'),
  s3SecretAccessKey: optional('S3_SECRET_ACCESS_KEY', 'Secret key for S3.'),
  maxUploadBytes: integer(
    'CHAMELAION_MAX_UPLOAD_BYTES',
    2 * GiB,
    'Most bytes that one video or voice may have, uploaded or fetched.',
    1,
  ),
  generatePerMinute: integer(
    'CHAMELAION_GENERATE_PER_MINUTE',
    60,
    'Calls that start a lip sync which one token may make in a minute.',
    1,
  ),
  corsOrigins: list(
    'CHAMELAION_CORS_ORIGINS',
    'origins such as https://studio.example',
    (entry) => URL.canParse(entry) && new URL(entry).origin === entry,
    'Origins whose pages may call the API from a browser.',
  ),
  allowPrivateUrls: list(
    'ALLOW_PRIVATE_URLS',
    'hosts and CIDR blocks',
    (entry) => !/[/\s]/.test(entry) || ipaddr.isValidCIDR(entry),
    'Hosts and CIDR blocks that URL inputs may name although their addresses are not public, such as `media.internal,10.0.0.0/8`.',
  ),
  fetchSeconds: number(
    'CHAMELAION_FETCH_SECONDS',
    300,
    'Longest time in seconds that fetching one URL input may take.',
    1,
  ),
  concurrency: integer('CHAMELAION_CONCURRENCY', 1, 'Jobs that one worker process runs at the same time.', 1, 64),
  jobSeconds: number('CHAMELAION_JOB_SECONDS', 3600, 'Longest time in seconds that the engine may work on one job.', 1),
  jobMemoryMb: number('CHAMELAION_JOB_MEMORY_MB', 4096, 'Most memory in MB that one engine process may hold.', 64),
  maxAttempts: integer(
    'CHAMELAION_MAX_ATTEMPTS',
    3,
    'Times the engine may fail on a job before the job is `failed`.',
    1,
    100,
  ),
  retrySeconds: number(
    'CHAMELAION_RETRY_SECONDS',
    5,
    'Pause in seconds before a failed job is tried again; doubles with every failure.',
  ),
  waitHours: number(
    'CHAMELAION_WAIT_HOURS',
    24,
    'Hours that a job waits for disk space, storage or memory, without using up its attempts, before it is `failed`.',
  ),
  leaseSeconds: number(
    'CHAMELAION_LEASE_SECONDS',
    30,
    'Seconds after which the jobs of a worker that shows no sign of life are given to another.',
    1,
    3600,
  ),
  graceSeconds: number(
    'CHAMELAION_GRACE_SECONDS',
    10,
    'Seconds that running jobs and uploads get to finish on SIGTERM; jobs that need more go back in the queue.',
  ),
  retentionHours: number('CHAMELAION_RETENTION_HOURS', 168, 'Hours after which a finished video is deleted.'),
  orphanHours: number(
    'CHAMELAION_ORPHAN_HOURS',
    24,
    'Hours after which files that no request names are deleted; longer than any upload takes. The embedded set-up deletes them on start.',
  ),
  linkHours: number(
    'CHAMELAION_LINK_HOURS',
    24,
    'Hours for which an `output_url` works, at least; every look-up gives a fresh one.',
    1,
  ),
  engineModule: text(
    'CHAMELAION_ENGINE_MODULE',
    '@chamelaion/engine',
    'Module whose `lipsync` the engine process calls: a package name or an absolute path.',
  ),
  engineSandbox: command(
    'CHAMELAION_ENGINE_SANDBOX',
    'Command that the engine process is started with, such as `bwrap` and its flags; see Safety. `{video}`, `{audio}` and `{work}` stand for the files and the directory of the job.',
  ),
  log: oneOf(
    'CHAMELAION_LOG',
    ['off', 'error', 'warn', 'info', 'debug'],
    'warn',
    'How much is logged to stderr, as JSON lines. The programs, where it is not set, also write a plain line for each job that starts and ends.',
  ),
} satisfies Record<string, Option<unknown>>;

/** The server's whole configuration, every setting resolved. */
export type Config = {
  [K in keyof typeof configSchema]: (typeof configSchema)[K] extends Option<infer T> ? T : never;
};
