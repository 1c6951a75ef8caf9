import contract = require('@chamelaion/contract');
import polling = require('@chamelaion/polling');
import client = require('chamelaion');

export const terminal: boolean = contract.isTerminal('queued');
export const wait: typeof polling.waitForCompletion = polling.waitForCompletion;
export const make = (): client.Chamelaion => new client.Chamelaion({ apiKey: 'key' });
