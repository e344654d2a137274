import { presentPage } from "#lib/api/manage/page.ts";
import { invalid } from "#lib/domain/errors.ts";
import { type PagePatch, pagePatch } from "#lib/domain/page/page.ts";
import { currentPage } from "#lib/usecases/pages/current.ts";
import { listOwnPages } from "#lib/usecases/pages/list.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import { updateScopedPage } from "#lib/usecases/pages/update.ts";
import type { CommandContext, RegisterCommands } from "./context.ts";
import { operatorScope, operatorScopeOf, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type SetOptions = VerbOptions & {
  name?: string;
  timeZone?: string;
  languages?: string[];
  rawRetentionDays?: string;
};

function patchOf(options: SetOptions): PagePatch {
  const parsed = pagePatch.safeParse({
    name: options.name,
    time_zone: options.timeZone,
    languages: options.languages,
    raw_retention_days: options.rawRetentionDays === undefined ? undefined : Number(options.rawRetentionDays),
  });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

const shown = (context: CommandContext, page: Parameters<typeof presentPage>[0]) =>
  presentPage(page, { publicUrl: context.env().PUBLIC_URL });

const textOf = (page: ReturnType<typeof presentPage>): string =>
  [
    `${page.name} (${page.id})`,
    `  address          ${page.url}`,
    `  time zone        ${page.time_zone}`,
    `  languages        ${page.languages.join(", ")}`,
    `  raw samples      ${page.raw_retention_days} days`,
    `  uptime policy    version ${page.policy.version}: ${JSON.stringify(page.policy.weights)}`,
  ].join("\n");

export const register: RegisterCommands = (program, context) => {
  const page = program.command("page").description("the status page itself");
  withOptions(page.command("list"))
    .description("all pages, oldest first")
    .action(async (options: VerbOptions) => {
      const pages = await context.withDatabase(async () => {
        const first = await currentPage();
        return first ? await listOwnPages(operatorScopeOf("page:read", first.id)) : [];
      });
      printList(
        pages.map((one) => shown(context, one)),
        {
          json: options.json ?? false,
          headings: ["id", "name", "time zone", "languages"],
          row: (one) => [one.id, one.name, one.time_zone, one.languages.join(",")],
          empty: "No pages yet: npm start makes the first.",
        },
      );
    });
  withOptions(page.command("show"))
    .description("settings of the page")
    .action(async (options: VerbOptions) => {
      const found = await context.withDatabase(async () =>
        readScopedPage(await operatorScope("page:read", options)),
      );
      const body = shown(context, found);
      printOne(body, { json: options.json ?? false, text: textOf(body) });
    });
  withOptions(page.command("set"))
    .description("change settings of the page")
    .option("--name <name>", "its name")
    .option("--time-zone <zone>", "of its days, like Asia/Seoul; all days are counted again")
    .option("--languages <languages...>", "ko and en; the first is that of the base texts")
    .option("--raw-retention-days <days>", "how long raw samples are kept")
    .action(async (options: SetOptions) => {
      const patch = patchOf(options);
      const changed = await context.withDatabase(async () =>
        updateScopedPage(await operatorScope("settings:write", options), patch, Date.now()),
      );
      const body = shown(context, changed);
      printOne(body, { json: options.json ?? false, text: textOf(body) });
    });
};
