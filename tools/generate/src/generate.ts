import { readSpec } from './spec.js';
import { commandsSurface } from './surfaces/commands.js';
import { operationsSurface } from './surfaces/operations.js';
import { resourcesSurface } from './surfaces/resources.js';
import { schemasSurface, validatorsSurface } from './surfaces/schemas.js';
import { namesSurface, typesSurface } from './surfaces/types.js';

/**
 * Writes every generated surface from the text of a spec.
 *
 * @param specText the text of `spec/openapi.yaml`
 * @returns the content of each generated file, by its path from the repository's root
 */
export async function generate(specText: string): Promise<Map<string, string>> {
  const spec = readSpec(specText);
  return new Map([
    ['packages/contract/src/api.gen.ts', await typesSurface(specText)],
    ['packages/contract/src/names.gen.ts', namesSurface(spec)],
    ['packages/contract/src/schemas.gen.ts', schemasSurface(spec)],
    ['packages/contract/src/validators.gen.ts', validatorsSurface(spec)],
    ['packages/contract/src/operations.gen.ts', operationsSurface(spec)],
    ['packages/core/src/resources.gen.ts', resourcesSurface(spec)],
    ['apps/cli/src/api/commands.gen.ts', commandsSurface(spec)],
  ]);
}
