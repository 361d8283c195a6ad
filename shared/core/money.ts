/** An integer of the currency's ISO 4217 minor unit (cents, for most), never a fraction. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** The largest amount, either way: D1 numbers are doubles, and ten times this still counts exactly. */
export const MAX_AMOUNT = 1_000_000_000_000;

/** An ISO 4217 code that the runtime knows. */
export const isCurrency = (code: string): boolean =>
  /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf("currency").includes(code);

/** Splits a sum by weights with nothing lost: largest remainder, earlier parts first among equals. */
export function split(sum: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0);
  if (total <= 0 || weights.some((weight) => weight < 0))
    throw new RangeError("weights must be non-negative, and one positive");
  const exact = weights.map((weight) => (Math.abs(sum.amount) * weight) / total);
  const parts = exact.map(Math.floor);
  let missing = Math.abs(sum.amount) - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder) {
    if (missing <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    missing -= 1;
  }
  const sign = sum.amount < 0 ? -1 : 1;
  return parts.map((part) => ({ amount: part === 0 ? 0 : sign * part, currency: sum.currency }));
}
