import type { Language } from "#lib/domain/language.ts";
import { managePath } from "#lib/domain/paths.ts";
import { subscriptionPatch } from "#lib/domain/subscribers/input.ts";
import type { Done, ManageScreen } from "#lib/domain/subscribers/screen.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { cardInput, faultsOfForm } from "#lib/domain/subscribers/subscription-form.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { eraseEverything, unsubscribeEverything } from "#lib/usecases/subscribers/leave.ts";
import {
  addChannel,
  followIncident,
  removeChannel,
  rotateSecret,
  saveChoices,
  unfollowIncident,
} from "#lib/usecases/subscribers/manage-acts.ts";
import { parseInput } from "../request/input.ts";
import type { Asked, Shown } from "./asked.ts";
import { destinationOnly, sentForm } from "./read-form.ts";
import { attempt, type FormRefusal, refusalOfForm } from "./refused.ts";
import { verifySentCode } from "./subscribe.ts";

export type Managed = Asked & {
  token: string;
  path: string;
  language: Language;
  holder: Subscriber;
  subscribers: Subscriber[];
};

type Answer = { location: string } | Omit<Exclude<Shown, { location: string }>, "path" | "language">;
type Act = (managed: Managed) => Promise<Answer>;

/** Back to the page by GET, so that loading it again repeats nothing. */
const back = ({ language, token }: Managed, done: Done): Answer => ({
  location: `${managePath(language, token)}?done=${done}`,
});

function page(
  { token, holder, subscribers }: Managed,
  refused: FormRefusal,
  shown: Partial<Pick<ManageScreen, "refused" | "adding" | "faults">>,
): Answer {
  const { faults: _, ...answer } = refused;
  const left = subscribers.filter(({ state }) => state !== "unsubscribed");
  const kept = { kind: "manage", token, holderId: holder.id, subscribers: left, done: null } as const;
  return { ...answer, screen: { ...kept, refused: null, adding: null, faults: [], ...shown } };
}

const subscriberOf = ({ sent }: Managed): string => sent.get("subscriber_id") ?? "";

const save: Act = async (managed) => {
  const { language, subscribers, token, ctx } = managed;
  const subscriberId = subscriberOf(managed);
  const form = sentForm(managed);
  const refused = await attempt(language, async () => {
    const subscriber = subscribers.find(({ id }) => id === subscriberId);
    const input = subscriber ? cardInput(form, subscriber) : {};
    await saveChoices(token, subscriberId, parseInput(subscriptionPatch, input), ctx);
  });
  if (!refused) return back(managed, "saved");
  const faults = faultsOfForm(refused.faults, "email");
  return page(managed, refused, { refused: { subscriberId, form, faults } });
};

const add: Act = async (managed) => {
  const form = sentForm(managed);
  const refused = await attempt(managed.language, async () => {
    await addChannel(managed.token, destinationOnly(form, managed.ctx), managed.ctx);
  });
  if (refused) {
    const faults = faultsOfForm(refused.faults, form.channel);
    return page(managed, refused, { adding: { form, faults } });
  }
  if (form.channel !== "sms") return back(managed, "added");
  return { screen: { kind: "manage-code", token: managed.token, form, faults: [] } };
};

const code: Act = async (managed) => {
  const form = sentForm(managed);
  const refused = await attempt(managed.language, () => verifySentCode(managed, form));
  if (!refused) return back(managed, "saved");
  const { faults, ...answer } = refused;
  return { ...answer, screen: { kind: "manage-code", token: managed.token, form, faults } };
};

/** What needs no form of its own: a refusal stands above the page. */
const simple =
  (done: Done, work: (managed: Managed) => Promise<unknown>): Act =>
  async (managed) => {
    const refused = await attempt(managed.language, () => work(managed));
    return refused ? page(managed, refused, { faults: refused.faults }) : back(managed, done);
  };

const rotate: Act = async (managed) => {
  const id = subscriberOf(managed);
  try {
    const { secret } = await rotateSecret(managed.token, id, managed.ctx);
    const endpoint = managed.subscribers.find((one) => one.id === id)?.destination ?? "";
    return { screen: { kind: "secret", token: managed.token, endpoint, secret } };
  } catch (error) {
    const refused = refusalOfForm(error, managed.language);
    return page(managed, refused, { faults: refused.faults });
  }
};

const unsubscribe: Act = async ({ token, ctx }) => {
  await unsubscribeEverything(token, ctx);
  return { screen: { kind: "unsubscribed-all" } };
};

const erase: Act = async (managed) => {
  if (managed.sent.get("sure") === null) {
    const faults = [{ path: "", message: manageWord("erase_unsure", managed.language) }];
    return page(managed, { status: 422, faults }, { faults });
  }
  await eraseEverything(managed.token, managed.ctx);
  return { screen: { kind: "erased" } };
};

/** What the forms of the manage page do, by the name that stands in them. */
export const MANAGE_ACTS: Readonly<Record<string, Act | undefined>> = Object.assign(Object.create(null), {
  save,
  add,
  resend: add,
  code,
  remove: simple("removed", (managed) => removeChannel(managed.token, subscriberOf(managed), managed.ctx)),
  follow: simple("followed", (managed) => {
    const { token, sent, ctx } = managed;
    return followIncident(token, subscriberOf(managed), sent.get("incident_id") ?? "", ctx);
  }),
  everything: simple("saved", (managed) =>
    saveChoices(managed.token, subscriberOf(managed), { follows_page: true }, managed.ctx),
  ),
  unfollow: simple("unfollowed", ({ token, sent, ctx }) =>
    unfollowIncident(token, sent.get("incident_id") ?? "", ctx),
  ),
  rotate,
  unsubscribe,
  erase,
});
