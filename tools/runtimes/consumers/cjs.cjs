const { isTerminal } = require('@chamelaion/contract');
const { waitForCompletion } = require('@chamelaion/polling');
const { default: Chamelaion, ChamelaionError } = require('chamelaion');

(async () => {
  const { goThrough } = await import('./steps.mjs');
  const baseURL = process.env.CHAMELAION_BASE_URL;
  const seen = await goThrough({ Chamelaion, ChamelaionError, waitForCompletion, isTerminal, baseURL });
  console.log(JSON.stringify(seen));
})();
