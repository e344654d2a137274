import type { Command } from "commander";
import type { z } from "zod";
import { presentIncident } from "#lib/api/manage/incidents/incident.ts";
import { invalid } from "#lib/domain/errors.ts";
import { newIncident, newUpdate } from "#lib/domain/incidents/input.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { postUpdate } from "#lib/usecases/incidents/post.ts";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { tellIncidents, telling } from "#lib/usecases/incidents/tell.ts";
import { beginWithTemplate } from "#lib/usecases/templates/begin.ts";
import type { CommandContext, RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type SaidOptions = VerbOptions & { body?: string; status?: string; component?: string[]; quiet?: boolean };
type OpenOptions = SaidOptions & { draft?: boolean; template?: string; kind?: string };

/** "8kbf7d35c070=major_outage", as often as there are components. */
function statesOf(pairs: readonly string[] | undefined): Record<string, string> | undefined {
  return pairs && Object.fromEntries(pairs.map((pair) => [pair.split("=")[0]!, pair.split("=")[1] ?? ""]));
}

function checked<S extends z.ZodType>(schema: S, value: object): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

const said = ({ body, status, component, quiet }: SaidOptions) => ({
  body,
  status,
  components: statesOf(component),
  deliver_notifications: quiet ? false : undefined,
});

const withSaid = (command: Command): Command =>
  withOptions(command)
    .option("--body <text>", "what readers are told, in Markdown")
    .option("--component <id=state...>", "states of components: 8kbf7d35c070=major_outage")
    .option("--quiet", "notify nobody");

function printTold(incident: ToldIncident, context: CommandContext, { json = false }: VerbOptions): void {
  const { PUBLIC_URL } = context.env();
  const phase = phaseOf(incident);
  const text = `${incident.name} (${incident.id}) is ${incident.status}${phase === "published" ? "" : `, ${phase}`}.`;
  printOne(presentIncident(incident, { publicUrl: PUBLIC_URL }), { json, text });
}

function registerList(incident: Command, context: CommandContext): void {
  withOptions(incident.command("list"))
    .description("incidents that are not over; with --all the newest of any")
    .option("--all", "also what is over, drafts and maintenance to come")
    .action(async (options: VerbOptions & { all?: boolean }) => {
      const found = await context.withDatabase(async () => {
        const scope = await operatorScope("page:read", options);
        const incidents = await listIncidents(scope, options.all ? {} : { phase: "open" });
        return await tellIncidents(scope.pageId, incidents, Date.now());
      });
      const { PUBLIC_URL } = context.env();
      printList(
        found.map((one) => presentIncident(one, { publicUrl: PUBLIC_URL })),
        {
          json: options.json ?? false,
          headings: ["id", "name", "status", "impact", "phase", "began"],
          row: (one) => [one.id, one.name, one.status, one.impact, one.phase, one.started_at],
          empty: options.all ? "No incidents." : "No open incidents.",
        },
      );
    });
}

export const register: RegisterCommands = (program, context) => {
  const incident = program.command("incident").description("incidents: open, update, resolve");
  const post = (id: string, options: SaidOptions, status = options.status) =>
    context.withDatabase(async () => {
      const now = Date.now();
      const update = checked(newUpdate, { ...said(options), status });
      const scope = await operatorScope("incidents:write", options);
      printTold(await telling(scope, now, (within) => postUpdate(within, id, update, now)), context, options);
    });

  withSaid(incident.command("open"))
    .description("open an incident; readers see it within two seconds")
    .argument("[name]", "may be left out with --template")
    .option("--status <status>", "investigating (the default), identified, monitoring")
    .option("--draft", "keep it to yourselves")
    .option("--template <id>", "what is left out is taken from it")
    .option("--kind <kind>", "incident (the default) or announcement")
    .action(async (name: string | undefined, options: OpenOptions) =>
      context.withDatabase(async () => {
        const now = Date.now();
        const { draft, template: template_id, kind } = options;
        const schema = newIncident.extend({ name: newIncident.shape.name.optional() });
        const input = checked(schema, { name, ...said(options), draft, template_id, kind });
        const scope = await operatorScope("incidents:write", options);
        const begun = await beginWithTemplate(scope, input, now);
        printTold(await telling(scope, now, (within) => openIncident(within, begun, now)), context, options);
      }),
    );
  withSaid(incident.command("update"))
    .description("tell what is new")
    .argument("<id>")
    .option("--status <status>", "unchanged if left out")
    .action((id: string, options: SaidOptions) => post(id, options));
  withSaid(incident.command("resolve"))
    .description("it is over: every component shows its own state again")
    .argument("<id>")
    .action((id: string, options: SaidOptions) => post(id, options, "resolved"));
  registerList(incident, context);
};
