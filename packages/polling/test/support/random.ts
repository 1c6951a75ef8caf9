/** Random numbers in [0, 1) that are the same for the same seed (Lehmer). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  for (let skipped = 0; skipped < 10; skipped += 1) state = (state * 48_271) % 0x7fffffff;
  return () => {
    state = (state * 48_271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}
