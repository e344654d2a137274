import { invalid } from "../errors.ts";
import { readAlertmanager } from "./alertmanager.ts";
import type { Reading } from "./reading.ts";

/**
 * The webhook of Grafana's unified alerting (9 and later): Alertmanager's form with links to panels and dashboards.
 * @throws Failure invalid with the path of each fault
 */
export function readGrafana(body: unknown): Reading {
  const isLegacy = typeof body === "object" && body !== null && "ruleId" in body && !("alerts" in body);
  if (isLegacy)
    throw invalid([
      { path: "alerts", message: "this is Grafana's legacy alerting: only unified alerting is read" },
    ]);
  return readAlertmanager(body);
}
