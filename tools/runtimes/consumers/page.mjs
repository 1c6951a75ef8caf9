import { run } from './web.mjs';

const out = document.querySelector('pre');
run(`${location.origin}/api`)
  .then((seen) => JSON.stringify(seen))
  .catch((error) => JSON.stringify({ failed: String(error?.stack ?? error) }))
  .then((text) => {
    out.textContent = text;
  });
