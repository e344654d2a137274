import { presentComponent } from "#lib/api/manage/component.ts";
import { invalid } from "#lib/domain/errors.ts";
import { type ComponentWithStatus, type NewComponent, newComponent } from "#lib/domain/page/component.ts";
import { STATES, type WireState } from "#lib/domain/status/state.ts";
import { archiveComponent } from "#lib/usecases/components/archive.ts";
import { createComponent } from "#lib/usecases/components/create.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { updateOneComponent } from "#lib/usecases/components/update.ts";
import type { RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type CreateOptions = VerbOptions & { description?: string; group?: string; startDate?: string };

function checked(name: string, options: CreateOptions): NewComponent {
  const { description, group: group_id, startDate: start_date } = options;
  const parsed = newComponent.safeParse({ name, description, group_id, start_date });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

const stateOf = (component: ComponentWithStatus): string =>
  component.status.data === "none"
    ? "no data yet"
    : `${component.status.wire}${component.status.overridden ? " (override)" : ""}${component.status.data === "stale" ? " (stale)" : ""}`;

export const register: RegisterCommands = (program, context) => {
  const component = program.command("component").description("components of the page");
  const print = (made: ComponentWithStatus, { json = false }: VerbOptions, verb: string) =>
    printOne(presentComponent(made), { json, text: `${verb} ${made.name} (${made.id}): ${stateOf(made)}.` });

  withOptions(component.command("list"))
    .description("components by position, with what they show")
    .option("--archived", "the archived ones instead")
    .action(async (options: VerbOptions & { archived?: boolean }) => {
      const archived = options.archived ?? false;
      const found = await context.withDatabase(async () =>
        listPageComponents(await operatorScope("page:read", options), { archived }, Date.now()),
      );
      if (options.json) console.log(JSON.stringify(found.map(presentComponent), null, 2));
      else
        printList(found, {
          json: false,
          headings: ["id", "name", "status", "source", "group"],
          row: (one) => [one.id, one.name, stateOf(one), one.baselineSource, one.groupId],
          empty: "No components.",
        });
    });
  withOptions(component.command("create"))
    .description("add a component")
    .argument("<name>")
    .option("--description <text>", "what it is, for readers")
    .option("--group <id>", "the group that it belongs to")
    .option("--start-date <date>", "since when it is in use; may lie in the past")
    .action(async (name: string, options: CreateOptions) => {
      const made = await context.withDatabase(async () =>
        createComponent(await operatorScope("components:write", options), checked(name, options), Date.now()),
      );
      print(made, options, "Added");
    });
  withOptions(component.command("set-status"))
    .description("what it shows from now on; over monitors an override, until operational")
    .argument("<id>")
    .argument("<status>", STATES.join(", "))
    .action(async (id: string, status: string, options: VerbOptions) => {
      if (!STATES.includes(status as WireState))
        throw invalid([{ path: "status", message: `must be one of ${STATES.join(", ")}` }]);
      const patch = { status: status as WireState };
      const changed = await context.withDatabase(async () =>
        updateOneComponent(await operatorScope("components:write", options), id, patch, Date.now()),
      );
      print(changed, options, "Changed");
    });
  withOptions(component.command("archive"))
    .description("take a component and its monitors from the page; the history stays")
    .argument("<id>")
    .action(async (id: string, options: VerbOptions) => {
      await context.withDatabase(async () =>
        archiveComponent(await operatorScope("components:write", options), id, Date.now()),
      );
      printOne({ id, archived: true }, { json: options.json ?? false, text: `Component ${id} is archived.` });
    });
};
