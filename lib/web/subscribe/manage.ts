import type { Fault } from "#lib/domain/errors.ts";
import { managePath } from "#lib/domain/paths.ts";
import { DONE, type Done, type ManageScreen, type SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { faultsOfForm } from "#lib/domain/subscribers/subscription-form.ts";
import { readManaged, sendManageLink } from "#lib/usecases/subscribers/manage.ts";
import type { Asked, Shown } from "./asked.ts";
import { deadLink, languageFor } from "./links.ts";
import { MANAGE_ACTS, type Managed } from "./manage-acts.ts";
import { sentForm } from "./read-form.ts";
import { attempt, refusalOfForm } from "./refused.ts";
import { verifySentCode } from "./subscribe.ts";

const PATH = "/manage";

/** Where the link is asked for; the answer is the same for every address. */
export async function answerAsk(asked: Asked): Promise<Shown> {
  const { method, sent, language, pageId, ctx } = asked;
  const form = sentForm(asked);
  if (method === "GET") return { path: PATH, screen: { kind: "ask", form, faults: [] } };
  if (sent.get("act") === "code") return await openByCode(asked);
  const isPhone = form.channel === "sms";
  const { email, phone_country, phone_number } = form;
  const refused = await attempt(language, () =>
    sendManageLink(pageId, isPhone ? { phone_country, phone_number } : { email }, ctx),
  );
  if (refused) {
    const { faults: told, ...answer } = refused;
    const faults = faultsOfForm(told, form.channel);
    return { ...answer, path: PATH, screen: { kind: "ask", form, faults } };
  }
  return { path: PATH, screen: isPhone ? codeScreen(form, []) : { kind: "asked", email: email.trim() } };
}

const codeScreen = (form: SubscriptionForm, faults: Fault[]) =>
  ({ kind: "manage-code", token: null, form, faults }) as const;

/** Who has a phone only gets to their page by a code. */
async function openByCode(asked: Asked): Promise<Shown> {
  const form = sentForm(asked);
  try {
    const { manageToken } = await verifySentCode(asked, form);
    return { location: managePath(asked.language, manageToken) };
  } catch (error) {
    const { faults, ...answer } = refusalOfForm(error, asked.language);
    return { ...answer, path: PATH, screen: codeScreen(form, faults) };
  }
}

/** Everything of one person: opening it shows, its forms act. */
export async function answerManage(asked: Asked, token: string): Promise<Shown> {
  const path = `${PATH}/${token}`;
  const found = await readManaged(token, asked.ctx);
  if (!found) return deadLink(path);
  const language = languageFor(asked, found.holder.choices.language);
  const known: Managed = { ...asked, language, token, path, ...found };
  if (asked.method === "GET") return { path, language, ...overview(known) };
  const act = MANAGE_ACTS[asked.sent.get("act") ?? ""];
  const shown = act ? await act(known) : overview(known);
  return "location" in shown ? shown : { path, language, ...shown };
}

const doneOf = (text: string | null): Done | null => DONE.find((one) => one === text) ?? null;

function overview({ token, holder, subscribers, done }: Managed) {
  const left = subscribers.filter(({ state }) => state !== "unsubscribed");
  if (left.length === 0) return { screen: { kind: "unsubscribed-all" } as const };
  const screen: ManageScreen = {
    kind: "manage",
    token,
    holderId: holder.id,
    subscribers: left,
    done: doneOf(done),
    refused: null,
    adding: null,
    faults: [],
  };
  return { screen };
}
