import type { Command } from "commander";
import type { z } from "zod";
import { presentInvitation, presentMember } from "#lib/api/manage/people/team.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { newInvitation } from "#lib/domain/people/link.ts";
import { ROLES } from "#lib/domain/people/permission.ts";
import { type Member, role as roleForm } from "#lib/domain/people/person.ts";
import type { Scope } from "#lib/usecases/requests/authorize.ts";
import { changeMember, type MemberPatch } from "#lib/usecases/team/change.ts";
import { inviteMember } from "#lib/usecases/team/invite.ts";
import { findTeamMember, listTeam } from "#lib/usecases/team/list.ts";
import { createResetLink, recoverOwner, revokeMemberSessions } from "#lib/usecases/team/recover.ts";
import type { CommandContext, RegisterCommands } from "./context.ts";
import { operatorScope, type VerbOptions, withOptions } from "./operate.ts";
import { printList, printOne } from "./output.ts";

type TeamScope = Scope<"team:write">;
type InviteOptions = VerbOptions & { role: string };

function checked<S extends z.ZodType>(form: S, value: unknown): z.output<S> {
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}

/** Somebody of the team, by id or mail address. @throws Failure not_found */
async function personOf(scope: TeamScope, who: string): Promise<Member> {
  const member = await findTeamMember(scope, who);
  if (!member) throw notFound("person");
  return member;
}

const within = <T>(context: CommandContext, options: VerbOptions, work: (scope: TeamScope) => Promise<T>) =>
  context.withDatabase(async () => work(await operatorScope("team:write", options)));

const expiry = (at: number) => new Date(at).toISOString();

const WHO = "mail address or id, as user list shows it";

export const register: RegisterCommands = (program, context) => {
  const user = program.command("user").description("people who may sign in");
  registerTeam(user, context);
  registerChanges(user, context);
  registerLinks(user, context);
};

function registerTeam(user: Command, context: CommandContext): void {
  withOptions(user.command("list"))
    .description("the team")
    .action(async (options: VerbOptions) => {
      const members = await within(context, options, (scope) => listTeam(scope));
      printList(members.map(presentMember), {
        json: options.json ?? false,
        headings: ["id", "mail", "name", "role", "disabled", "second factor", "passkeys", "last seen"],
        row: (one) => [
          one.id,
          one.email,
          one.name,
          one.role,
          one.disabled,
          one.second_factor,
          one.passkeys,
          one.last_seen_at,
        ],
        empty: "Nobody can sign in yet: npm start prints a link for the first owner.",
      });
    });

  withOptions(user.command("sign-out"))
    .description("end somebody's sessions")
    .argument("<person>", WHO)
    .action(async (who: string, options: VerbOptions) => {
      const count = await within(context, options, async (scope) =>
        revokeMemberSessions(scope, (await personOf(scope, who)).id),
      );
      printOne({ ended: count }, { json: options.json ?? false, text: `${count} sessions ended.` });
    });
}

function registerLinks(user: Command, context: CommandContext): void {
  const publicUrl = () => context.env().PUBLIC_URL;
  const mailing = () => {
    const { SMTP_URL, SECRET_KEY: secretKey } = context.env();
    return SMTP_URL && secretKey ? { secretKey } : undefined;
  };
  withOptions(user.command("invite"))
    .description("invite an address; the link is shown once")
    .argument("<email>", "whom")
    .option("--role <role>", ROLES.join(", "), "responder")
    .action(async (email: string, options: InviteOptions) => {
      const input = checked(newInvitation, { email, role: options.role });
      const made = await within(context, options, (scope) =>
        inviteMember(scope, input, Date.now(), mailing()),
      );
      const url = `${publicUrl()}/invite/${made.token}`;
      const text = `${url}\n\nPass it on to ${input.email}. It works once, until ${expiry(made.link.expiresAt)}.`;
      printOne({ ...presentInvitation(made.link), url }, { json: options.json ?? false, text });
    });

  const links = (name: string, description: string, make: typeof createResetLink) =>
    withOptions(user.command(name))
      .description(description)
      .argument("<person>", WHO)
      .action(async (who: string, options: VerbOptions) => {
        const made = await within(context, options, async (scope) =>
          make(scope, (await personOf(scope, who)).id, Date.now(), mailing()),
        );
        const url = `${publicUrl()}/reset/${made.token}`;
        const text = `${url}\n\nOpens a page that sets a new password. It works once, until ${expiry(made.link.expiresAt)}.`;
        printOne({ url, expires_at: expiry(made.link.expiresAt) }, { json: options.json ?? false, text });
      });
  links("reset", "a link that sets a new password; shown once", createResetLink);
  links(
    "recover",
    "for a locked-out owner: an active owner again, without second factor, and a reset link",
    recoverOwner,
  );
}

function registerChanges(user: Command, context: CommandContext): void {
  const changes = (name: string, description: string, patch: MemberPatch) =>
    withOptions(user.command(name))
      .description(description)
      .argument("<person>", WHO)
      .action(async (who: string, options: VerbOptions) => {
        const member = await within(context, options, async (scope) =>
          changeMember(scope, (await personOf(scope, who)).id, patch, Date.now()),
        );
        const state = member.isDisabled ? "disabled" : member.role;
        printOne(presentMember(member), {
          json: options.json ?? false,
          text: `${member.email} is ${state}.`,
        });
      });
  changes("disable", "lock somebody out, at once", { disabled: true });
  changes("enable", "let somebody back in", { disabled: false });

  withOptions(user.command("role"))
    .description("change somebody's role; ends their sessions")
    .argument("<person>", WHO)
    .argument("<role>", ROLES.join(", "))
    .action(async (who: string, role: string, options: VerbOptions) => {
      const patch = { role: checked(roleForm, role) };
      const member = await within(context, options, async (scope) =>
        changeMember(scope, (await personOf(scope, who)).id, patch, Date.now()),
      );
      const text = `${member.email} is ${member.role}.`;
      printOne(presentMember(member), { json: options.json ?? false, text });
    });
}
