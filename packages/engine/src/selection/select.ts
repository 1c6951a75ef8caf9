import { misfit, unrest } from './cost.js';
import type { MouthTarget } from './mouth-target.js';
import type { Person } from './person.js';

/** Candidates kept for each output frame. */
const CANDIDATES = 36;

/** Of those, how many are the successors of the best so far. */
const SUCCESSORS = 12;

/** Source frames farther than this from the shown one are not looked at, so that time grows linearly with length. */
const REACH = 1500;

interface Step {
  readonly places: number[];
  readonly costs: number[];
  readonly from: number[];
}

/**
 * Chooses for each output frame the source frame whose mouth is shown: the sequence with the least sum of misfit and
 * unrest, by dynamic programming over the best candidates of each frame (Bregler, Covell & Slaney, "Video Rewrite", 1997).
 *
 * @param bases the person's frame shown in each output frame.
 * @param pause awaited after every frame, so that long films do not block the process.
 * @param allowed whether the mouth of a frame may be shown on another; default: any.
 */
export async function selectMouths(
  person: Person,
  targets: readonly MouthTarget[],
  bases: readonly number[],
  pause: () => Promise<void>,
  allowed: (base: number, place: number) => boolean = () => true,
): Promise<number[]> {
  const steps: Step[] = [];
  for (const [i, target] of targets.entries()) {
    const previous = steps.at(-1);
    const fit = (place: number): number => misfit(person, target, bases[i]!, place);
    const places = shortlist(person, bases[i]!, fit, allowed);
    for (const place of previous ? successors(previous) : []) {
      if (lends(person, place) && !places.includes(place) && allowed(bases[i]!, place)) places.push(place);
    }
    steps.push(advance(person, previous, places, fit));
    await pause();
  }
  return trace(steps);
}

/** The best fitting frames, the best first. */
function shortlist(
  person: Person,
  base: number,
  fit: (place: number) => number,
  allowed: (base: number, place: number) => boolean,
): number[] {
  const most = CANDIDATES - SUCCESSORS;
  const places: number[] = [];
  const costs: number[] = [];
  const end = Math.min(person.shapes.length, base + REACH);
  for (let place = Math.max(0, base - REACH); place < end; place++) {
    if (!lends(person, place) || !allowed(base, place)) continue;
    const cost = fit(place);
    if (places.length === most && cost >= costs[most - 1]!) continue;
    let at = Math.min(places.length, most - 1);
    for (; at > 0 && costs[at - 1]! > cost; at--) {
      costs[at] = costs[at - 1]!;
      places[at] = places[at - 1]!;
    }
    costs[at] = cost;
    places[at] = place;
  }
  return places.length > 0 ? places : [base];
}

/** Whether a frame's mouth was kept and can be seen well. */
function lends({ face, freedom, frontality }: Person, place: number): boolean {
  return freedom[place] === 1 && frontality[place]! > 0.5 && Boolean(face.looks[place]?.patch);
}

function successors({ places, costs }: Step): number[] {
  return places
    .map((place, k) => ({ place, cost: costs[k]! }))
    .sort((a, b) => a.cost - b.cost || a.place - b.place)
    .slice(0, SUCCESSORS)
    .map(({ place }) => place + 1);
}

function advance(person: Person, previous: Step | undefined, places: number[], fit: (place: number) => number): Step {
  if (!previous) return { places, costs: places.map(fit), from: [] };
  const from: number[] = [];
  const cheapestFirst = previous.costs
    .map((_, k) => k)
    .sort((a, b) => previous.costs[a]! - previous.costs[b]! || a - b);
  const costs = places.map((place) => {
    let best = Number.POSITIVE_INFINITY;
    let origin = 0;
    for (const k of cheapestFirst) {
      const before = previous.costs[k]!;
      const cost = before + unrest(person, previous.places[k]!, place, best - before);
      if (cost >= best) continue;
      best = cost;
      origin = k;
    }
    from.push(origin);
    return best + fit(place);
  });
  return { places, costs, from };
}

function trace(steps: readonly Step[]): number[] {
  const out: number[] = [];
  let k = 0;
  const last = steps.at(-1);
  last?.costs.forEach((cost, i) => {
    if (cost < last.costs[k]!) k = i;
  });
  for (let i = steps.length - 1; i >= 0; i--) {
    out[i] = steps[i]!.places[k]!;
    k = steps[i]!.from[k]!;
  }
  return out;
}
