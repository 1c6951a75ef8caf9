import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { generate } from '../src/generate.js';

const specText = readFileSync(new URL('../../../spec/openapi.yaml', import.meta.url), 'utf8');

test('an operation added to the spec appears on every surface with no other edit', async () => {
  const spec = parseDocument(specText);
  spec.setIn(['paths', '/v1/lipsync/requests/{id}/cancel'], {
    post: {
      operationId: 'lipsync.requests.cancel',
      tags: ['Lipsync requests'],
      summary: 'Cancel a lip sync request',
      description: 'Stops work that has not finished.',
      parameters: [
        { name: 'id', in: 'path', required: true, description: 'Which.', schema: { type: 'string' } },
        { name: 'dry_run', in: 'query', description: 'Only say what would happen.', schema: { type: 'boolean' } },
      ],
      responses: {
        200: {
          description: 'It stopped.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/LipsyncRequest' } } },
        },
      },
    },
  });
  const files = await generate(spec.toString());
  const surface = (file: string) => files.get(file) ?? '';

  expect(surface('packages/contract/src/api.gen.ts')).toContain('"lipsync.requests.cancel": {');
  expect(surface('packages/contract/src/names.gen.ts')).toContain('export type LipsyncRequestCancelParams');
  expect(surface('packages/contract/src/operations.gen.ts')).toContain("'lipsync.requests.cancel': {");
  expect(surface('packages/core/src/resources.gen.ts')).toMatch(
    /cancel\(id: string, query\?: LipsyncRequestCancelParams/,
  );
  expect(surface('packages/core/src/resources.gen.ts')).toContain('Stops work that has not finished.');
  const command = surface('apps/cli/src/api/commands.gen.ts').split("method: 'cancel'")[1] ?? '';
  expect(command).toContain("flag: '--id'");
  expect(command).toContain("flag: '--dry-run'");
});

test('the committed files are what the spec generates', async () => {
  for (const [file, content] of await generate(specText)) {
    expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'), file).toBe(content);
  }
});
