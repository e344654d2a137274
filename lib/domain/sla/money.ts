/** Decimals of the currencies that contracts are made in. */
export const CURRENCIES = { KRW: 0, USD: 2 } as const;
export type Currency = keyof typeof CURRENCIES;

const AMOUNT = /^(\d{1,15})(?:\.(\d+))?$/;

/** An amount in major units, "199.99", in minor ones; null when it is none or has more decimals than its currency. */
export function minorUnits(amount: string, currency: Currency): bigint | null {
  const match = AMOUNT.exec(amount);
  const decimals = match?.[2] ?? "";
  if (!match || decimals.length > CURRENCIES[currency]) return null;
  return BigInt(`${match[1]}${decimals.padEnd(CURRENCIES[currency], "0")}`);
}

/** Minor units as an amount in major ones: 2000 cents are "20.00", 50000 won "50000". */
export function majorUnits(minor: bigint, currency: Currency): string {
  const places = CURRENCIES[currency];
  if (places === 0) return String(minor);
  const digits = String(minor).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
