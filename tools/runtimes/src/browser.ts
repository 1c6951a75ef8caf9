import { openBrowser } from '@chamelaion/browser';

/** Opens a page in Chromium and gives the `result` that its script sets in the end. */
export async function resultOfPage(url: string): Promise<unknown> {
  const page = await openBrowser();
  try {
    await page.open(url);
    await page.until('window.result');
    return await page.evaluate('window.result');
  } finally {
    await page.close();
  }
}
