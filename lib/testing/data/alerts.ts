import { prisma } from "#lib/data/db.ts";
import type { NewAlertSource } from "#lib/domain/alerts/source.ts";
import { newAlertSource } from "#lib/domain/alerts/source.ts";
import { createAlertSource } from "#lib/usecases/alert-sources/create.ts";
import { receiveAlerts } from "#lib/usecases/alerts/receive.ts";
import { settleAlerts } from "#lib/usecases/alerts/settle.ts";
import type { SnsReach } from "#lib/usecases/alerts/sns.ts";
import { makeComponent, makePage } from "../engine.ts";
import { operatorScope } from "../manage/world.ts";

export const SECRET_KEY = "0123456789abcdef0123456789abcdef";

/** No test asks the real SNS. */
export const NO_SNS: SnsReach = {
  certificate: async () => Promise.reject(new Error("nobody asked for SNS")),
  confirm: async () => Promise.reject(new Error("nobody asked for SNS")),
};

/** A page with manual components and a source of alerts whose rules name them by the label `service`; the clock is the test's. */
export async function makeAlerted(
  options: { components?: number; source?: Partial<NewAlertSource>; now?: number } = {},
) {
  const pageId = await makePage();
  const componentIds: string[] = [];
  for (let i = 0; i < (options.components ?? 1); i++)
    componentIds.push(await makeComponent(pageId, { isManual: true }));
  const rules = componentIds.map((component_id, i) => ({
    match: { service: `service-${i}` },
    component_id,
    state: "major_outage" as const,
  }));
  const startedAt = options.now ?? Date.now() - 12 * 3_600_000;
  const input = newAlertSource.parse({ kind: "generic", name: "test", rules, ...options.source });
  const { source, secret } = await createAlertSource(operatorScope("monitors:write", pageId), input, {
    now: startedAt,
    secretKey: SECRET_KEY,
  });
  const world = {
    pageId,
    componentIds,
    source,
    secret: secret!,
    now: startedAt,
    /** Sends one alert in our own form, about the component with this number. */
    send(status: "firing" | "resolved", { fingerprint = "a", service = 0, title = "Errors" } = {}) {
      const body = { fingerprint, status, title, labels: { service: `service-${service}` } };
      return world.receive(body);
    },
    receive: (body: unknown) =>
      receiveAlerts(
        source,
        { body: JSON.stringify(body), headers: new Map() },
        { secretKey: SECRET_KEY, sns: NO_SNS, now: world.now },
      ),
    /** Time goes by, and the worker looks. */
    async pass(seconds: number) {
      world.now += seconds * 1000;
      await settleAlerts(world.now);
    },
    alerts: () => prisma().alert.findMany({ where: { pageId }, orderBy: { fingerprint: "asc" } }),
  };
  return world;
}
