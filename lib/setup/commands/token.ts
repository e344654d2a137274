import { presentNewToken, presentToken } from "#lib/api/manage/token.ts";
import { invalid } from "#lib/domain/errors.ts";
import { newToken, SCOPES } from "#lib/domain/people/token.ts";
import { createToken } from "#lib/usecases/tokens/create.ts";
import { listPageTokens } from "#lib/usecases/tokens/list.ts";
import { revokeOneToken } from "#lib/usecases/tokens/revoke.ts";
import type { RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type NewOptions = VerbOptions & { scope: string[] };

function checked(name: string, { scope }: NewOptions) {
  const parsed = newToken.safeParse({ name, scopes: scope });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

export const register: RegisterCommands = (program, context) => {
  const token = program.command("token").description("tokens of the manage API");
  withOptions(token.command("create"))
    .description("make a token; it is shown once")
    .argument("<name>", "what it is for")
    .option("--scope <scope...>", `what it may do: ${SCOPES.join(", ")}`, ["*"])
    .action(async (name: string, options: NewOptions) => {
      const made = await context.withDatabase(async () =>
        createToken(await operatorScope("tokens:write", options), checked(name, options), Date.now()),
      );
      const text = `${made.secret}\n\nToken ${made.token.id} (${made.token.scopes.join(", ")}). It is not shown again.`;
      printOne(presentNewToken(made), { json: options.json ?? false, text });
    });
  withOptions(token.command("list"))
    .description("tokens that are not revoked")
    .action(async (options: VerbOptions) => {
      const tokens = await context.withDatabase(async () =>
        listPageTokens(await operatorScope("tokens:write", options)),
      );
      printList(tokens.map(presentToken), {
        json: options.json ?? false,
        headings: ["id", "name", "scopes", "created", "last used"],
        row: (one) => [one.id, one.name, one.scopes.join(","), one.created_at, one.last_used_at],
        empty: "No tokens.",
      });
    });
  withOptions(token.command("revoke"))
    .description("end a token, within 5 seconds")
    .argument("<id>", "as token list shows it")
    .action(async (id: string, options: VerbOptions) => {
      await context.withDatabase(async () =>
        revokeOneToken(await operatorScope("tokens:write", options), id, Date.now()),
      );
      printOne({ id, revoked: true }, { json: options.json ?? false, text: `Token ${id} is revoked.` });
    });
};
