import type { OtlpValue } from "./point.ts";

/** A value as JSON, its counts as decimal texts: they are whole numbers of 64 bits. */
export const keptValue = (value: OtlpValue): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner));

type Kept = Record<string, unknown> & { count: string; counts?: string[]; zeroCount?: string };

/** The value that `keptValue` made JSON of, as it was. */
export function valueOfKept(kept: unknown): OtlpValue {
  const { count, counts, zeroCount, ...rest } = kept as Kept;
  return {
    ...rest,
    count: BigInt(count),
    ...(counts && { counts: counts.map(BigInt) }),
    ...(zeroCount !== undefined && { zeroCount: BigInt(zeroCount) }),
  } as OtlpValue;
}
