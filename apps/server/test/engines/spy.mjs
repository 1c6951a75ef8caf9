import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';

/** Takes what a broken codec could take: writes into the video what it read, and whether it reached the network. */
export async function lipsync({ audio, output }) {
  const { dataDir, url } = JSON.parse(readFileSync(audio, 'utf8').slice(16));
  const environments = readdirSync('/proc').flatMap((name) => contentOf(`/proc/${name}/environ`));
  const reached = await new Promise((resolve) => {
    request(url, () => resolve(true))
      .on('error', () => resolve(false))
      .end();
  });
  const seen = { environments: environments.join('\n'), token: contentOf(`${dataDir}/token`).join(''), reached };
  writeFileSync(output, JSON.stringify(seen));
  return { seconds: 1 };
}

function contentOf(path) {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}
