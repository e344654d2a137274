import type { Command } from "commander";
import type { Actor, Permission } from "#lib/domain/people/permission.ts";
import { currentPage } from "#lib/usecases/pages/current.ts";
import { authorize, type Scope } from "#lib/usecases/requests/authorize.ts";
import { Refusal } from "../refusal.ts";

/** Whoever sits at the terminal of the machine holds the database anyway: every permission, on every page. */
const OPERATOR: Actor = { kind: "operator", id: "command-line", pageId: null };

/** Options of every verb: which page, and whether a program reads the answer. */
export type VerbOptions = { page?: string; json?: boolean };

export const withOptions = (command: Command): Command =>
  command.option("--page <id>", "which page; the only one if left out").option("--json", "answer as JSON");

/** The operator's proof of permission for the page that is meant. @throws Refusal when there is no page yet */
export async function operatorScope<P extends Permission>(
  permission: P,
  { page }: VerbOptions,
): Promise<Scope<P>> {
  const pageId = page ?? (await currentPage())?.id;
  if (!pageId) throw new Refusal("There is no page yet; npm start makes it, or catalogue apply FILE.");
  return authorize(OPERATOR, permission, pageId);
}

export const operatorScopeOf = <P extends Permission>(permission: P, pageId: string): Scope<P> =>
  authorize(OPERATOR, permission, pageId);
