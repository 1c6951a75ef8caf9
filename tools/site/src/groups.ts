/** The members of a list by a key, in the order in which keys first appear. */
export function groups<T>(list: readonly T[], keyOf: (member: T) => string): [string, T[]][] {
  const byKey = new Map<string, T[]>();
  for (const member of list) byKey.set(keyOf(member), [...(byKey.get(keyOf(member)) ?? []), member]);
  return [...byKey];
}
