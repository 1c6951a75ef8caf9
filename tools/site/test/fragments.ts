import * as contract from '@chamelaion/contract';
import * as polling from '@chamelaion/polling';
import * as client from 'chamelaion';
import type { CodeBlock } from '../src/code-blocks.js';

/** What a fragment in a README may use without saying where it comes from. Whole programs shadow it. */
export const fragmentGlobals = `
import type Chamelaion from 'chamelaion';
declare global {
  const client: Chamelaion;
  const body: Chamelaion.LipsyncGenerateParams;
  const inputs: Chamelaion.LipsyncGenerateParams['inputs'];
  const id: string;
  const ids: string[];
  const signal: AbortSignal;
  const video: Blob;
  const audio: Blob;
  function saveForLater(id: string): Promise<void>;
}
`;

const modules: Record<string, object> = {
  '@chamelaion/contract': contract,
  '@chamelaion/polling': polling,
  chamelaion: client,
};

/** A block as a program: a fragment of a README, which imports nothing, gets the imports of the names that it uses. */
export function completed({ at, code }: CodeBlock): string {
  if (at.startsWith('docs/') || /^import /m.test(code)) return code;
  const imports = Object.entries(modules).map(([name, exported]) => {
    const used = Object.keys(exported).filter((each) => each !== 'default' && new RegExp(`\\b${each}\\b`).test(code));
    return used.length === 0 ? '' : `import { ${used.join(', ')} } from '${name}';`;
  });
  return `${imports.join(' ')} ${code}`;
}
