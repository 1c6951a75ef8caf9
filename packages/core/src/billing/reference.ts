/** A random id, also on pages that are not served over HTTPS, where `crypto.randomUUID` is missing. */
export const randomId = (): string =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36)).join('-');

/** The references that paid calls of this process are using now. */
const inUse = new Map<string, { calls: number; isShared: boolean }>();

/** Notes that a paid call uses a reference. Two at once make it shared for both, until the last has ended. */
export function holdReference(referenceId: string): { isShared(): boolean; release(): void } {
  const use = inUse.get(referenceId) ?? { calls: 0, isShared: false };
  if (use.calls++ > 0) use.isShared = true;
  inUse.set(referenceId, use);
  return {
    isShared: () => use.isShared,
    release() {
      if (--use.calls === 0) inUse.delete(referenceId);
    },
  };
}
