export { chromium } from './chromium.js';
export { type BrowserPage, openBrowser } from './page.js';
export { resultOfPage } from './result.js';
