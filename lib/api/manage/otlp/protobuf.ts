import protobuf from "protobufjs/minimal.js";

type Reader = protobuf.Reader;
type Scalar =
  | "string"
  | "bytes"
  | "bool"
  | "double"
  | "uint32"
  | "sint32"
  | "int64"
  | "uint64"
  | "fixed64"
  | "sfixed64";
type Field = readonly [name: string, type: Scalar | Message, isRepeated?: true];
/** Fields of a message by number; what it does not name is skipped. */
export type Message = { readonly [number: number]: Field };

const LENGTH_DELIMITED = 2;
/** The wire type of a value that stands alone; lists of numbers also come packed. */
const WIRE: Record<Scalar, number> = {
  ...{ bool: 0, uint32: 0, sint32: 0, int64: 0, uint64: 0 },
  ...{ double: 1, fixed64: 1, sfixed64: 1 },
  ...{ string: LENGTH_DELIMITED, bytes: LENGTH_DELIMITED },
};

/** Eight bytes as they stand: exact, which a number would not be. */
function eight(reader: Reader): DataView {
  if (reader.pos + 8 > reader.len) throw new RangeError("the message ends within a number");
  const view = new DataView(reader.buf.buffer, reader.buf.byteOffset + reader.pos, 8);
  reader.pos += 8;
  return view;
}

const SCALARS: Record<Scalar, (reader: Reader) => unknown> = {
  string: (reader) => reader.string(),
  bytes: (reader) => Buffer.from(reader.bytes()).toString("base64"),
  bool: (reader) => reader.bool(),
  double: (reader) => reader.double(),
  uint32: (reader) => reader.uint32(),
  sint32: (reader) => reader.sint32(),
  int64: (reader) => String(reader.int64()),
  uint64: (reader) => String(reader.uint64()),
  fixed64: (reader) => String(eight(reader).getBigUint64(0, true)),
  sfixed64: (reader) => String(eight(reader).getBigInt64(0, true)),
};

function valuesOf(reader: Reader, type: Scalar | Message, wire: number): unknown[] {
  if (typeof type === "object") {
    if (wire !== LENGTH_DELIMITED) throw new RangeError(`a message has the wire type ${wire}`);
    return [decode(reader.bytes(), type)];
  }
  if (wire === WIRE[type]) return [SCALARS[type](reader)];
  if (wire !== LENGTH_DELIMITED) throw new RangeError(`a ${type} has the wire type ${wire}`);
  const packed = protobuf.Reader.create(reader.bytes());
  const values: unknown[] = [];
  while (packed.pos < packed.len) values.push(SCALARS[type](packed));
  return values;
}

/**
 * A message of protobuf in the form of its JSON: names instead of numbers, 64-bit integers as decimal texts.
 * @throws Error when the bytes are no such message
 */
export function decode(bytes: Uint8Array, message: Message): Record<string, unknown> {
  const reader = protobuf.Reader.create(bytes);
  const fields: Record<string, unknown> = {};
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const [number, wire] = [tag >>> 3, tag & 7];
    const field = message[number];
    if (!field) {
      reader.skipType(wire, 0, number);
      continue;
    }
    const [name, type, isRepeated] = field;
    const values = valuesOf(reader, type, wire);
    if (!isRepeated) {
      fields[name] = values.at(-1);
      continue;
    }
    const list = (fields[name] as unknown[] | undefined) ?? [];
    // One by one: as many as a body holds would be too many arguments.
    for (const value of values) list.push(value);
    fields[name] = list;
  }
  return fields;
}
