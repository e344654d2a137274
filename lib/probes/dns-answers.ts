import type { CaaRecord, MxRecord, SrvRecord } from "node:dns";
import type { MonitorConfigs } from "#lib/domain/status/monitor.ts";
import { parseHost } from "#lib/net/host.ts";

type RecordType = MonitorConfigs["dns"]["record"];

/** Each record in every form in which people write it; the first is that of `dig +short`. */
const FORMS: { [K in RecordType]: (record: never) => string[] } = {
  A: (address: string) => [address],
  AAAA: (address: string) => [address],
  CNAME: (name: string) => [name],
  NS: (name: string) => [name],
  MX: ({ priority, exchange }: MxRecord) => [`${priority} ${exchange}`, exchange],
  TXT: (chunks: string[]) => [chunks.join("")],
  SRV: ({ priority, weight, port, name }: SrvRecord) => [
    `${priority} ${weight} ${port} ${name}`,
    `${name}:${port}`,
  ],
  CAA: ({ critical, ...property }: CaaRecord) =>
    Object.entries(property)
      .filter(([tag]) => tag !== "type")
      .map(([tag, value]) => `${critical} ${tag} "${value}"`),
};

/** Does one of the answers equal `expected`, without case, quotes, and the dot at the end of a name? */
export function isExpectedAnswer(type: RecordType, records: readonly unknown[], expected: string): boolean {
  const wanted = comparable(type, expected);
  const forms = FORMS[type] as (record: unknown) => string[];
  return records.some((record) => forms(record).some((form) => comparable(type, form) === wanted));
}

function comparable(type: RecordType, text: string): string {
  const plain = text.trim().replaceAll('"', "").replace(/\s+/g, " ").replace(/\.$/, "").toLowerCase();
  // 2001:DB8:0::1 and 2001:db8::1 are one address.
  return type === "AAAA" ? (parseHost(plain) ?? plain) : plain;
}
