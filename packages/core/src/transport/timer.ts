/** One timer that can be set again and again; a time too long for a timer sets none. Returns how to set it. */
export function timer(): (ms?: number, ring?: () => void) => void {
  let handle: ReturnType<typeof setTimeout> | undefined;
  return (ms, ring) => {
    clearTimeout(handle);
    if (ring && ms! < 2 ** 31) handle = setTimeout(ring, ms);
  };
}
