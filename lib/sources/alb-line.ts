/** One request as an access log of an Application Load Balancer tells it. */
export type AlbRequest = {
  /** When the load balancer received it, in ms. */
  at: number;
  method: string;
  path: string;
  /** What the client was answered; null: nothing. */
  status: number | null;
  /** What the target answered; null: no target did. */
  targetStatus: number | null;
  /** Until the target began to answer, in microseconds; null: no target did. */
  targetUs: number | null;
};

const FIELD = { targetSeconds: 6, status: 8, targetStatus: 9, request: 12, createdAt: 21 } as const;
const FIELDS = /"([^"]*)"|(\S+)/g;
const STATUS = /^[1-5]\d\d$/;
const SECONDS = /^-?\d+(\.\d+)?$/;
const US_PER_SECOND = 1_000_000;
/** `https://host:443/path?query` without what is around the path. */
const PATH = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i;

const statusOf = (text: string): number | null | undefined =>
  text === "-" ? null : STATUS.test(text) ? Number(text) : undefined;

/**
 * A line by the order of fields in https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html;
 * fields that were added at the end are not looked at. A sentence for what is no such line.
 */
export function readAlbLine(line: string): AlbRequest | string {
  const fields = Array.from(line.matchAll(FIELDS), ([, quoted, bare]) => quoted ?? bare ?? "");
  if (fields.length <= FIELD.createdAt) return `has ${fields.length} fields, an access log has more`;
  const at = Date.parse(fields[FIELD.createdAt]!);
  if (Number.isNaN(at)) return "request_creation_time is no instant";
  const [status, targetStatus] = [statusOf(fields[FIELD.status]!), statusOf(fields[FIELD.targetStatus]!)];
  if (status === undefined || targetStatus === undefined) return "a status code is none";
  const seconds = fields[FIELD.targetSeconds]!;
  if (seconds !== "-" && !SECONDS.test(seconds)) return "target_processing_time is no number";
  const isAnswered = seconds !== "-" && Number(seconds) >= 0;
  const [method = "-", url = ""] = fields[FIELD.request]!.split(" ");
  const path = PATH.exec(url)?.[1] ?? "";
  const targetUs = isAnswered ? Math.round(Number(seconds) * US_PER_SECOND) : null;
  return { at, method, path: path === "" ? "/" : path, status, targetStatus, targetUs };
}
