/**
 * The most likely sequence of classes when every change costs `switchCost` nats (Viterbi 1967), which takes out flutter without
 * blurring the changes that stay.
 *
 * @param odds `frames × classes` probabilities.
 */
export function mostLikelyPath(odds: Float32Array, classes: number, switchCost: number): Uint8Array {
  const frames = odds.length / classes;
  const from = new Uint8Array(frames * classes);
  const path = new Uint8Array(frames);
  if (frames === 0) return path;
  let score = Float64Array.from({ length: classes }, (_, k) => Math.log(odds[k]! + 1e-6));
  let next = new Float64Array(classes);
  for (let f = 1; f < frames; f++) {
    const best = score.indexOf(Math.max(...score));
    for (let k = 0; k < classes; k++) {
      const stay = score[k]! >= score[best]! - switchCost;
      from[f * classes + k] = stay ? k : best;
      next[k] = (stay ? score[k]! : score[best]! - switchCost) + Math.log(odds[f * classes + k]! + 1e-6);
    }
    [score, next] = [next, score];
  }
  path[frames - 1] = score.indexOf(Math.max(...score));
  for (let f = frames - 1; f > 0; f--) path[f - 1] = from[f * classes + path[f]!]!;
  return path;
}
