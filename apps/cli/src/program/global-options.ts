import type { OptionDefinition } from './definition.js';

/** The flags that every command has. */
export const globalOptions: readonly OptionDefinition[] = [
  { flags: '--json', description: 'write data as JSON' },
  { flags: '-q, --quiet', description: 'no progress and no messages; errors remain' },
  { flags: '--debug', description: 'say everything known about an error, never a key' },
  { flags: '--no-color', description: 'no colours (NO_COLOR does the same)' },
  { flags: '--profile <name>', description: 'profile to use (CHAMELAION_PROFILE)' },
  { flags: '--base-url <url>', description: 'service to talk to (CHAMELAION_BASE_URL)' },
  {
    flags: '--api-key <key>',
    description: 'key to use (CHAMELAION_API_KEY); others on this computer can see it while the command runs',
  },
  { flags: '--local', description: 'run the service on this computer for this command' },
  {
    flags: '--data-dir <dir>',
    description: "the local service's files (CHAMELAION_DATA_DIR)",
    completes: 'file',
  },
];
