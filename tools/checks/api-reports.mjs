/**
 * API reports: the public surface of each library as text, so that a change of it shows in review.
 *
 *   node tools/checks/api-reports.mjs           fails when a committed report differs from what is built
 *   node tools/checks/api-reports.mjs --write   writes the reports
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { root, workspacePackages } from './workspace.mjs';

const write = process.argv.includes('--write');
const changed = [];

/** The declaration files a package exports. */
function entryPoints(manifest) {
  const text = JSON.stringify(manifest.exports);
  return [...new Set([...text.matchAll(/"(\.\/dist\/[\w-]+\.d\.ts)"/g)].map(([, file]) => file))];
}

/** Everything published but the command line, whose surface is its help. */
const libraries = workspacePackages().filter(
  ({ directory, manifest }) => !manifest.private && directory !== 'apps/cli',
);

for (const { directory, manifest } of libraries) {
  for (const entryPoint of entryPoints(manifest)) {
    const folder = path.join(root, directory);
    const stem = path.basename(entryPoint, '.d.ts');
    const reportFolder = path.join(folder, 'api');
    mkdirSync(reportFolder, { recursive: true });
    const config = ExtractorConfig.prepare({
      configObjectFullPath: path.join(folder, 'api-extractor.json'),
      packageJsonFullPath: path.join(folder, 'package.json'),
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: path.join(folder, entryPoint),
        newlineKind: 'lf',
        compiler: { tsconfigFilePath: path.join(folder, 'tsconfig.json'), skipLibCheck: true },
        apiReport: {
          enabled: true,
          reportFileName: `${stem}.api.md`,
          reportFolder,
          reportTempFolder: path.join(folder, '.cache'),
          includeForgottenExports: false,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: 'none' } },
          extractorMessageReporting: { default: { logLevel: 'none' } },
          tsdocMessageReporting: { default: { logLevel: 'none' } },
        },
      },
    });
    const report = path.join(reportFolder, `${stem}.api.md`);
    const isNew = !existsSync(report);
    const result = Extractor.invoke(config, {
      localBuild: write,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    if (result.apiReportChanged || isNew) changed.push(path.relative(root, report));
  }
}

if (changed.length === 0) console.log('The public surface is as the API reports say.');
else if (write) console.log(`Written: ${changed.join(', ')}`);
else {
  console.error(
    `The public surface changed: ${changed.join(', ')}\nLook at the change, then run: pnpm run api --write`,
  );
  process.exitCode = 1;
}
