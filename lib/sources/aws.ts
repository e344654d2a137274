import { Readable } from "node:stream";
import { NetFault } from "#lib/net/fault.ts";
import { type Reach, SourceFault } from "./source.ts";

/** What the clients of the AWS SDK hand over for sending; the parts of it that we read. */
type Outgoing = {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  method: string;
  query?: Record<string, string | string[] | null> | undefined;
  headers: Record<string, string>;
  body?: unknown;
};

/** Set by whoever sends: the egress, from the URL and the body, as they were signed. */
const SENT_ANYWAY = new Set(["host", "content-length"]);

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The URL as it was signed. */
function urlOf({ protocol, hostname, port, path, query = {} }: Outgoing): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value ?? ""].flat().map((one) => `${encoded(key)}=${encoded(one)}`),
  );
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${host}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

const bodyOf = (body: unknown): { body?: string | Uint8Array } =>
  typeof body === "string" ? { body } : body instanceof Uint8Array ? { body: Uint8Array.from(body) } : {};

/** The `requestHandler` of AWS clients: every request goes out through our egress, with its guard and limits. */
const throughEgress = (reach: Reach) => ({
  handle: async (request: Outgoing) => {
    const headers = Object.entries(request.headers).filter(([name]) => !SENT_ANYWAY.has(name.toLowerCase()));
    const answer = await reach.egress.request({
      url: urlOf(request),
      method: request.method,
      headers: Object.fromEntries(headers),
      ...bodyOf(request.body),
      timeoutMs: reach.timeoutMs,
      signal: reach.signal,
    });
    const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      response: {
        statusCode: answer.status,
        headers: Object.fromEntries(told) as Record<string, string>,
        body: Readable.from([answer.body]),
      },
    };
  },
});

/**
 * How clients of AWS reach it. One attempt each: whoever reads sources asks again later.
 * @throws SourceFault: there are no keys
 */
export function awsOptions(
  { region, endpoint }: { region: string; endpoint?: string | undefined },
  reach: Reach,
) {
  const { aws } = reach;
  if (!aws) throw new SourceFault("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
  const { accessKeyId, secretAccessKey, sessionToken } = aws;
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    requestHandler: throughEgress(reach),
    maxAttempts: 1,
  };
}

/** What a service of AWS refused, as a sentence. What the network did is passed on as it is, a defect of ours as well. */
export async function askAws<T>(service: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof NetFault || error instanceof SourceFault || !(error instanceof Error)) throw error;
    if (!("$metadata" in error)) throw error;
    throw new SourceFault(`${service}: ${error.name}: ${error.message}`);
  }
}
