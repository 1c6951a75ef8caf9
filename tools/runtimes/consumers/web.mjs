import { isTerminal } from '@chamelaion/contract';
import { waitForCompletion } from '@chamelaion/polling';
import Chamelaion, { ChamelaionError } from 'chamelaion';
import { goThrough } from './steps.mjs';

export const run = (baseURL) => goThrough({ Chamelaion, ChamelaionError, waitForCompletion, isTerminal, baseURL });
