import { run } from './web.mjs';

window.result = await run(`${location.origin}/api`).catch((error) => ({ failed: String(error?.stack ?? error) }));
