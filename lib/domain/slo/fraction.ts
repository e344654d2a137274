/** An exact fraction of integers; the denominator is above zero. Not reduced: it is compared and shown, never stored. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** @throws RangeError unless the denominator is above zero */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator <= 0n) throw new RangeError("a fraction needs a denominator above zero");
  return { numerator, denominator };
}

export const ZERO = fraction(0n);
export const ONE = fraction(1n);

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** @throws RangeError unless the divisor is above zero */
export const divide = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below zero, zero or above zero, as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** The greatest integer that is not above it. */
export function floor({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** The integer next to it; a half goes up. */
export const roundHalfUp = (value: Fraction): bigint => floor(add(value, fraction(1n, 2n)));

/**
 * As a decimal, cut after `decimals` (towards less, so that nothing looks better than it is): "99.989815", "-288.00".
 * Compare before showing: 99.98997 % shows as 99.98 and as nothing above it.
 */
export function decimalText(value: Fraction, decimals: number): string {
  const scaled = floor(multiply(value, fraction(10n ** BigInt(decimals))));
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, "0");
  const sign = scaled < 0n ? "-" : "";
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Decimals of percentages in figures, before any screen cuts them further. */
export const PERCENT_FIGURE_DECIMALS = 6;

/** A share of one in percent: 9999/10000 is "99.990000". */
export const percentText = (share: Fraction, decimals = PERCENT_FIGURE_DECIMALS): string =>
  decimalText(multiply(share, fraction(100n)), decimals);

const DECIMAL = /^(\d{1,15})(?:\.(\d{1,9}))?$/;

/** A decimal that is not negative, "14.4", exactly; null when it is none. At most nine decimals. */
export function readDecimal(text: string): Fraction | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const decimals = match[2] ?? "";
  return fraction(BigInt(`${match[1]}${decimals}`), 10n ** BigInt(decimals.length));
}

/** A number as people wrote it: 14.4 is 144/10, not the nearest binary fraction. @throws RangeError when it is negative or has an exponent */
export function decimalOf(value: number | string): Fraction {
  const read = readDecimal(String(value));
  if (!read) throw new RangeError(`${value} is not a decimal`);
  return read;
}

/** A percentage between 0 and 100 as a share of one, "99.95" → 9995/10000; null when it is none. */
export function readPercent(text: string): Fraction | null {
  const read = readDecimal(text);
  if (!read || compare(read, fraction(100n)) > 0) return null;
  return fraction(read.numerator, read.denominator * 100n);
}

/** The same of a percentage that was checked before. @throws RangeError */
export function parsePercent(text: string): Fraction {
  const read = readPercent(text);
  if (!read) throw new RangeError(`${text} is not a percentage`);
  return read;
}
