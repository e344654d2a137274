/** OTLP's JSON form: fields in camelCase, 64-bit integers as decimal texts, doubles that are none as texts. */
export type Fields = Record<string, unknown>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A 64-bit integer; null: none. */
export function integerOf(value: unknown): bigint | null {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null;
}

export function naturalOf(value: unknown): bigint | null {
  const integer = integerOf(value);
  return integer !== null && integer >= 0n ? integer : null;
}

/** A double, also one written as "NaN" or "Infinity"; null: none. */
export function doubleOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isNaN(number) && value !== "NaN" ? null : number;
}

/** The value of an attribute as text; null: a list, a map or bytes, which nothing is compared with. */
function textOf(value: unknown): string | null {
  const { stringValue, boolValue, intValue, doubleValue } = fieldsOf(value);
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return String(boolValue);
  if (intValue !== undefined && intValue !== null) return integerOf(intValue)?.toString() ?? null;
  const double = doubleOf(doubleValue);
  return double === null ? null : String(double);
}

/** Attributes with simple values by key. */
export function attributesOf(list: unknown): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const { key, value } of arrayOf(list).map(fieldsOf)) {
    const text = textOf(value);
    if (typeof key === "string" && text !== null) attributes.set(key, text);
  }
  return attributes;
}

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "null";

/** All attributes as one text, whatever their order: the same attributes, the same text. */
export function identityOf(list: unknown): string {
  const pairs = arrayOf(list).map(fieldsOf);
  return `{${pairs
    .map(
      ({ key, value }) => `${jsonOf(key)}:${textOf(value) === null ? jsonOf(value) : jsonOf(textOf(value))}`,
    )
    .sort()
    .join(",")}}`;
}
