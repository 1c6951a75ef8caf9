/** A random UUID, also where `crypto.randomUUID` is missing: pages that are not served over HTTPS. */
export function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The references that paid calls of this process are using now, with how many calls use each. */
const inUse = new Map<string, { calls: number; shared: boolean }>();

/** Notes that a paid call uses a reference. Two at once make it shared for both, until the last has ended. */
export function holdReference(referenceId: string): { isShared(): boolean; release(): void } {
  const use = inUse.get(referenceId) ?? { calls: 0, shared: false };
  use.calls++;
  if (use.calls > 1) use.shared = true;
  inUse.set(referenceId, use);
  return {
    isShared: () => use.shared,
    release() {
      use.calls--;
      if (use.calls === 0) inUse.delete(referenceId);
    },
  };
}
