/**
 * Runs every side in turn (A B A B …), once unmeasured and then as often as asked: whatever changes on the machine
 * meanwhile meets all of them.
 */
export async function interleave<T extends Record<string, (turn: number) => Promise<unknown>>>(
  repetitions: number,
  sides: T,
): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>>[] }> {
  const names: (keyof T)[] = Object.keys(sides);
  const results = Object.fromEntries(names.map((name) => [name, [] as unknown[]]));
  for (let turn = 0; turn <= repetitions; turn += 1) {
    for (const name of names) {
      const result = await sides[name]?.(turn);
      if (turn > 0) results[name as string]?.push(result);
    }
  }
  return results as { [K in keyof T]: Awaited<ReturnType<T[K]>>[] };
}
