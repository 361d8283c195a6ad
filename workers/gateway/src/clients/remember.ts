/** Keeps something in a memory of so many at the most: what was kept longest makes room. */
export function remember<T>(memory: Map<string, T>, key: string, value: T, most: number): void {
  memory.delete(key);
  memory.set(key, value);
  const [longest] = memory.size > most ? memory.keys() : [];
  if (longest !== undefined) memory.delete(longest);
}
