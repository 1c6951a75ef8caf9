import { openBrowser } from './page.js';

/** Opens a page in Chromium and gives the `result` that its script sets in the end. */
export async function resultOfPage<T>(url: string): Promise<T> {
  const page = await openBrowser();
  try {
    await page.open(url);
    await page.until('window.result');
    return await page.evaluate<T>('window.result');
  } finally {
    await page.close();
  }
}
