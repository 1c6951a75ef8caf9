/** The platform of this build. The browser build puts `browser.ts` in the place of `node.ts`. */
export { platform } from './node.js';
