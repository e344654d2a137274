import { flatMonitor, HIDDEN, type Monitor } from "#lib/domain/page/monitor.ts";

/** What an audit record may hold of a monitor: header values and the body may be secrets, so only that they are there. */
export function auditable(monitor: Monitor) {
  const flat: Record<string, unknown> = flatMonitor(monitor);
  const headers = Object.keys((flat.headers ?? {}) as object);
  return {
    ...(flat as Record<string, string | number | boolean | null>),
    ...(headers.length > 0 && { headers: headers.join(", ") }),
    ...(flat.headers !== undefined && headers.length === 0 && { headers: null }),
    ...(flat.body !== undefined && { body: HIDDEN }),
  };
}
