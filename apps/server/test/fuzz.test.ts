import { expect, test } from 'vitest';
import { startApi } from './support/api.js';
import { fuzz } from './support/fuzz.js';

test('answers 200 generated calls, right and wrong ones, by the contract and without a 5xx', async () => {
  const api = await startApi('embedded', { generatePerMinute: 1_000_000 });
  try {
    const { secret } = await api.newToken();
    const counts = await fuzz(api.origin, secret, 200);
    expect(Object.keys(counts).length).toBeGreaterThan(3);
  } finally {
    await api.close();
  }
});
