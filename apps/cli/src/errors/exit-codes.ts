/**
 * The process's exit codes.
 *
 * @example
 * ```sh
 * chamelaion wait dub-episode-42 --timeout 60
 * if [ $? -eq 8 ]; then echo 'not finished yet'; fi
 * ```
 */
export const exitCodes = {
  /** Everything asked for was done. */
  done: 0,
  /** A job failed, or the API answered with an error that no other code stands for. */
  failed: 1,
  /** The command line, a file given on it, or the set-up is wrong; nothing was sent. */
  usage: 2,
  /** The service, or the host of a file, could not be reached. */
  network: 3,
  /** No key, or one that the service does not accept. */
  auth: 4,
  /** The account has used up its processed time. */
  tokenLimit: 5,
  /** The wait ended before the job did; the job goes on. */
  pending: 8,
  /** Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each exit code means, for the help text and the README. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.done, 'done'],
  [exitCodes.failed, 'a job failed, or the API answered with an error'],
  [exitCodes.usage, 'the command line or a file given on it is wrong; nothing was sent'],
  [exitCodes.network, 'the service could not be reached'],
  [exitCodes.auth, 'no key, or one that is not accepted'],
  [exitCodes.tokenLimit, 'the token limit of the account is reached'],
  [exitCodes.pending, 'still pending when the timeout ended; the job goes on'],
  [exitCodes.interrupted, 'interrupted'],
];
