interface Limits {
  readonly count: number;
  readonly bytes: number;
}

/** Packs things in their order, each parcel within both limits; one that is too long by itself goes alone. */
export function parcelsOf<T>(things: readonly T[], bytesOf: (thing: T) => number, limits: Limits): T[][] {
  const parcels: T[][] = [];
  let room = 0;
  for (const thing of things) {
    const bytes = bytesOf(thing);
    const last = parcels.at(-1);
    if (last && last.length < limits.count && bytes <= room) {
      last.push(thing);
      room -= bytes;
    } else {
      parcels.push([thing]);
      room = limits.bytes - bytes;
    }
  }
  return parcels;
}
