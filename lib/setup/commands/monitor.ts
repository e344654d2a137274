import { presentMonitor, presentMonitorWithSecret } from "#lib/api/manage/monitor.ts";
import { invalid } from "#lib/domain/errors.ts";
import { type Monitor, type NewMonitor, newMonitor } from "#lib/domain/page/monitor.ts";
import { MONITOR_KINDS } from "#lib/domain/status/monitor.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { archiveMonitor } from "#lib/usecases/monitors/archive.ts";
import { createMonitor } from "#lib/usecases/monitors/create.ts";
import { listPageMonitors } from "#lib/usecases/monitors/list.ts";
import { updateOneMonitor } from "#lib/usecases/monitors/update.ts";
import type { CommandContext, RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type CreateOptions = VerbOptions & { url?: string; host?: string; port?: string; interval?: string };

function checked(componentId: string, kind: string, options: CreateOptions): NewMonitor {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const parsed = newMonitor.safeParse({
    component_id: componentId,
    kind,
    url: options.url,
    host: options.host,
    port: number(options.port),
    interval_seconds: number(options.interval),
  });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

function targetOf({ config }: Monitor): string {
  if ("url" in config) return config.url;
  if ("host" in config) return "port" in config ? `${config.host}:${config.port}` : config.host;
  return "";
}

const guard = (context: CommandContext) => {
  const { EGRESS_ALLOW, DNS_SERVERS } = context.env();
  const egress = createEgress({ allow: EGRESS_ALLOW, dnsServers: DNS_SERVERS });
  return { now: Date.now(), checkDestination: (to: string) => checkDestination(to, egress) };
};

function registerSwitch(
  command: Parameters<RegisterCommands>[0],
  context: CommandContext,
  { verb, enabled, description }: { verb: string; enabled: boolean; description: string },
): void {
  withOptions(command.command(verb))
    .description(description)
    .argument("<id>")
    .action(async (id: string, options: VerbOptions) => {
      const { monitor } = await context.withDatabase(async () =>
        updateOneMonitor(await operatorScope("monitors:write", options), id, { enabled }, guard(context)),
      );
      const text = `Monitor ${id} ${enabled ? "goes on" : "is paused"}.`;
      printOne(presentMonitor(monitor), { json: options.json ?? false, text });
    });
}

export const register: RegisterCommands = (program, context) => {
  const monitor = program.command("monitor").description("what measures the components");
  withOptions(monitor.command("list"))
    .description("monitors, oldest first")
    .option("--archived", "the archived ones instead")
    .action(async (options: VerbOptions & { archived?: boolean }) => {
      const archived = options.archived ?? false;
      const found = await context.withDatabase(async () =>
        listPageMonitors(await operatorScope("page:read", options), { archived }),
      );
      if (options.json) console.log(JSON.stringify(found.map(presentMonitor), null, 2));
      else
        printList(found, {
          json: false,
          headings: ["id", "kind", "target", "every", "state", "component"],
          row: (one) => [
            one.id,
            one.kind,
            targetOf(one),
            `${one.intervalSeconds}s`,
            one.enabled ? "on" : "paused",
            one.componentId,
          ],
          empty: "No monitors.",
        });
    });
  withOptions(monitor.command("create"))
    .description("add a monitor; the manage API sets everything else")
    .argument("<component>", "id of the component")
    .argument("<kind>", MONITOR_KINDS.join(", "))
    .option("--url <url>", "http")
    .option("--host <host>", "tcp, dns, tls")
    .option("--port <port>", "tcp, tls")
    .option("--interval <seconds>", "30 unless told")
    .action(async (component: string, kind: string, options: CreateOptions) => {
      const made = await context.withDatabase(async () =>
        createMonitor(
          await operatorScope("monitors:write", options),
          checked(component, kind, options),
          guard(context),
        ),
      );
      const body = presentMonitorWithSecret(made, { publicUrl: context.env().PUBLIC_URL });
      const url = body.heartbeat_url ? `\nIts address, shown once: ${body.heartbeat_url}` : "";
      printOne(body, {
        json: options.json ?? false,
        text: `Added monitor ${made.monitor.id} (${kind}).${url}`,
      });
    });
  registerSwitch(monitor, context, {
    verb: "pause",
    enabled: false,
    description: "stop measuring; the time is unknown until it goes on",
  });
  registerSwitch(monitor, context, { verb: "resume", enabled: true, description: "go on measuring" });
  withOptions(monitor.command("archive"))
    .description("stop a monitor for good; what it measured stays")
    .argument("<id>")
    .action(async (id: string, options: VerbOptions) => {
      await context.withDatabase(async () =>
        archiveMonitor(await operatorScope("monitors:write", options), id, Date.now()),
      );
      printOne({ id, archived: true }, { json: options.json ?? false, text: `Monitor ${id} is archived.` });
    });
};
