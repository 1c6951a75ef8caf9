import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { documentedBlocks } from './documents.js';

const folder = fileURLToPath(new URL('../.cache/blocks/', import.meta.url));
const blocks = documentedBlocks()
  .filter((block) => block.language === 'ts')
  .map((block, index) => ({ ...block, file: `${folder}${index}-${block.at.replace(/\W+/g, '-')}.ts` }));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function diagnosticsOf(): Map<string, string[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) writeFileSync(block.file, `${block.code}\nexport {};\n`);
  const config = ts.readConfigFile(
    fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url)),
    ts.sys.readFile,
  );
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const program = ts.createProgram(
    blocks.map((block) => block.file),
    options,
  );
  return new Map(
    blocks.map(({ file }) => {
      const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return [file, found.map((each) => `${lineOf(each)}: ${ts.flattenDiagnosticMessageText(each.messageText, ' ')}`)];
    }),
  );
}

function lineOf({ file, start }: ts.Diagnostic): number {
  return file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
}

describe('the documented code compiles as it stands', () => {
  const diagnostics = diagnosticsOf();
  test.each(blocks)('$at', ({ file }) => {
    expect(diagnostics.get(file)).toEqual([]);
  });
});
