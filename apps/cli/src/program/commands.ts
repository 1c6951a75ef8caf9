import { apiCommand } from '../commands/api/command.js';
import { batchCommand } from '../commands/batch/command.js';
import { completionCommand } from '../commands/completion/command.js';
import { configCommand } from '../commands/config/command.js';
import { doctorCommand } from '../commands/doctor/command.js';
import { downloadCommand } from '../commands/download/command.js';
import { generateCommand } from '../commands/generate/command.js';
import { getCommand } from '../commands/get/command.js';
import { healthCommand } from '../commands/health/command.js';
import { listCommand } from '../commands/list/command.js';
import { loginCommand } from '../commands/login/command.js';
import { logoutCommand } from '../commands/logout/command.js';
import { serveCommand } from '../commands/serve/command.js';
import { syncCommand } from '../commands/sync/command.js';
import { waitCommand } from '../commands/wait/command.js';
import { whoamiCommand } from '../commands/whoami/command.js';
import type { CommandDefinition } from './definition.js';

/** Every command, in the groups in which the help lists them. */
export const commandGroups: readonly (readonly [heading: string, commands: readonly CommandDefinition[]])[] = [
  ['Dub:', [syncCommand, batchCommand]],
  ['Jobs:', [generateCommand, waitCommand, getCommand, listCommand, downloadCommand]],
  ['Account:', [loginCommand, logoutCommand, whoamiCommand, configCommand]],
  ['Service:', [serveCommand, healthCommand, doctorCommand, apiCommand]],
  ['Shell:', [completionCommand]],
];
