import type { MonitorConfigs } from "#lib/domain/status/monitor.ts";
import type { Monitor } from "./monitor.ts";

type Described = Pick<Monitor, "kind" | "config">;

const TEXTS: { [K in Monitor["kind"]]: (config: MonitorConfigs[K]) => string } = {
  http: ({ method, url }) => (method === "GET" ? url : `${method} ${url}`),
  tcp: ({ host, port }) => `tcp://${host}:${port}`,
  dns: ({ host, record }) => `${record} ${host}`,
  tls: ({ host, port }) => `tls://${host}:${port}`,
  heartbeat: () => "heartbeat",
  external: () => "external",
  self: () => "/healthz",
};

/** The configuration as a browser may have it: without headers and body. */
export function publicConfig({ config }: Described): Monitor["config"] {
  const { headers: _headers, body: _body, ...told } = config as Record<string, unknown>;
  return told as Monitor["config"];
}

/** What a monitor asks, in one line: it has no other name. Never a header or a body, which may be secrets. */
export const destinationText = ({ kind, config }: Described): string =>
  (TEXTS[kind] as (config: Monitor["config"]) => string)(config);
