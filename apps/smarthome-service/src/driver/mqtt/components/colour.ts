/** One million by the other: mireds are kelvins and kelvins mireds. */
export function reciprocal(value: number): number {
  return Math.round(1_000_000 / value);
}

/** The temperatures that Google may choose from; mireds run the other way. */
export function temperatureRange(minMireds: number, maxMireds: number) {
  return { temperatureMinK: reciprocal(maxMireds), temperatureMaxK: reciprocal(minMireds) };
}

export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** A colour as Google's number. */
export function toSpectrum({ r, g, b }: Rgb): number {
  return (r << 16) | (g << 8) | b;
}

export function fromSpectrum(spectrum: number): Rgb {
  return { r: (spectrum >> 16) & 255, g: (spectrum >> 8) & 255, b: spectrum & 255 };
}

/** Three numbers from 0 to 255; undefined when it is none of that. */
export function rgbOf(parts: readonly unknown[]): Rgb | undefined {
  const [r, g, b] = parts.map(Number);
  const isByte = (part: number | undefined): part is number =>
    Number.isInteger(part) && Number(part) >= 0 && Number(part) <= 255;
  return isByte(r) && isByte(g) && isByte(b) ? { r, g, b } : undefined;
}
