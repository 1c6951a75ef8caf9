import { readFile } from 'node:fs/promises';
import { schemas } from '@chamelaion/contract';
import { describe, expect, it } from 'vitest';
import { readme, withReference } from '../scripts/reference.js';
import { schema } from './support/schema.js';

describe('what is written down about the program', () => {
  it('in the README’s reference is what the program says (else: pnpm --filter @chamelaion/cli reference)', async () => {
    const text = await readFile(readme, 'utf8');
    expect(text).toBe(await withReference(text));
  });

  it('in the JSON schema about a request is what the contract says', () => {
    const { LipsyncRequest } = schemas as unknown as Record<string, { properties: object; required: string[] }>;
    const described = schema.$defs.LipsyncRequest;
    expect(Object.keys(described.properties).sort()).toEqual(Object.keys(LipsyncRequest!.properties).sort());
    expect([...described.required].sort()).toEqual([...LipsyncRequest!.required].sort());
  });
});
