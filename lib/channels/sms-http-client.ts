import type { Egress } from "#lib/net/egress.ts";
import { type Limits, type Posted, post } from "./http-post.ts";

/** What Twilio's library asks of its HTTP client, as far as messages need it. */
type Asked = {
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  data?: Record<string, unknown>;
};
type Told = { statusCode: number; body: string; headers: Record<string, unknown> };
type TwilioHttpClient = { request(asked: Asked): Promise<Told> };

function formOf(data: Record<string, unknown>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data))
    for (const one of [value].flat()) if (one !== undefined && one !== null) form.append(name, String(one));
  return form.toString();
}

/** The path that Twilio's library chose, at the operator's address of Twilio. */
function addressOf(uri: string, baseUrl: string): string {
  const { pathname, search } = new URL(uri);
  return `${baseUrl.replace(/\/+$/, "")}${pathname}${search}`;
}

/** Lets Twilio's library out by our egress, once per message. */
export function twilioHttpClient(
  egress: Egress,
  { baseUrl, limits }: { baseUrl: string; limits: Limits },
  onPosted: (posted: Posted) => void,
): TwilioHttpClient {
  return {
    async request({ uri, username = "", password = "", headers = {}, data = {} }) {
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
      const request = {
        url: addressOf(uri, baseUrl),
        headers: { ...headers, authorization },
        body: formOf(data),
      };
      const posted = await post(egress, request, limits);
      onPosted(posted);
      if ("outcome" in posted) throw new Error(posted.outcome.receipt.code);
      const { status, body, headers: told } = posted.answer;
      return { statusCode: status, body: body.toString("utf8"), headers: told };
    },
  };
}
