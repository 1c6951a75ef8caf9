import { type Policy, simulateWait } from './policies.js';
import { peakPerMinute, ROUND_TRIP_MS, randomFrom } from './service.js';

/** How a policy does over jobs of all lengths; delays are shares of the job's duration. */
export interface Survey {
  meanDelay: number;
  worstDelay: number;
  /** The worst over the jobs for which the schedule's floor of half a second is not what delays. */
  worstDelayPastFloor: number;
  peakPerMinute: number;
}

const SHORTEST_MS = 5_000;
const LONGEST_MS = 1_200_000;
const ALPHA = 0.1;
const LONGEST_FLOOR_MS = 525;

/** Waits for jobs whose durations are log-uniform between 5 and 1200 s. */
export async function surveyOf(policy: Policy, jobs: number): Promise<Survey> {
  const random = randomFrom(2);
  const survey: Survey = { meanDelay: 0, worstDelay: 0, worstDelayPastFloor: 0, peakPerMinute: 0 };
  for (let index = 0; index < jobs; index += 1) {
    const durationMs = SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** random();
    const wait = await simulateWait(policy, durationMs, index);
    const delay = wait.delayMs / durationMs;
    survey.meanDelay += delay / jobs;
    survey.worstDelay = Math.max(survey.worstDelay, delay);
    survey.peakPerMinute = Math.max(survey.peakPerMinute, peakPerMinute(wait.askedMs));
    const isPastFloor = ALPHA * durationMs >= LONGEST_FLOOR_MS + ROUND_TRIP_MS;
    if (isPastFloor) survey.worstDelayPastFloor = Math.max(survey.worstDelayPastFloor, delay);
  }
  return survey;
}
