/** Weights go from -5 (much less) to 5 (much more); the strongest moves by half of the range. */
const STRONGEST_WEIGHT = 5;

/** How far a weight of Google's relative commands moves a value in a range of that size. */
export function stepOfWeight(weight: number, range: number): number {
  return (weight / STRONGEST_WEIGHT) * (range / 2);
}

/** The value, or the nearer end of the range when it lies outside. */
export function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
