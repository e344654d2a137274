import { readPage } from "#lib/data/page/pages.ts";
import { hiddenChoices } from "#lib/data/subscribers/choosable.ts";
import type { Tx } from "#lib/data/tx.ts";
import { type Fault, invalid, notFound } from "#lib/domain/errors.ts";
import { type ChoicesInput, defaultChoices, withChoices } from "#lib/domain/subscribers/choices.ts";
import {
  DESTINATION_FIELD,
  type Destination,
  findDestination,
  type NewSubscription,
} from "#lib/domain/subscribers/input.ts";
import type { Choices } from "#lib/domain/subscribers/subscriber.ts";
import { destinationRules, type SubscriberContext } from "./context.ts";
import { requireSubscriberDestination } from "./destination.ts";

export type ReadSubscription = Destination & { choices: Choices };

/** @throws Failure invalid when there are any */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalid([...faults]);
}

/** Channel, destination and choices of a new subscription. @throws Failure invalid, not_found (the page) */
export async function readSubscription(
  pageId: string,
  input: NewSubscription,
  ctx: SubscriberContext,
  defaults?: Choices,
): Promise<ReadSubscription> {
  const page = await readPage(pageId);
  if (!page) throw notFound("page");
  const { found, faults = [] } = findDestination(input, destinationRules(ctx));
  const chosen = withChoices(defaults ?? defaultChoices(page), input);
  refuse([...faults, ...chosen.faults, ...(await choiceFaults(pageId, input))]);
  const followsPage = input.incident_id === undefined;
  return { ...found!, choices: { ...chosen.choices, followsPage } };
}

/** What is named but not there for the public: as if it did not exist. */
export async function choiceFaults(
  pageId: string,
  input: Pick<ChoicesInput, "component_ids" | "group_ids"> & { incident_id?: string | undefined },
  tx?: Tx,
): Promise<Fault[]> {
  const ids = {
    componentIds: input.component_ids ?? [],
    groupIds: input.group_ids ?? [],
    incidentIds: input.incident_id === undefined ? [] : [input.incident_id],
  };
  const hidden = await hiddenChoices(pageId, ids, tx);
  const at = (field: string, id: string, list: string[]) => `${field}.${list.indexOf(id)}`;
  return [
    ...hidden.componentIds.map((id) => ({
      path: at("component_ids", id, ids.componentIds),
      message: "no such component on this page",
    })),
    ...hidden.groupIds.map((id) => ({
      path: at("group_ids", id, ids.groupIds),
      message: "no such component group on this page",
    })),
    ...hidden.incidentIds.map(() => ({ path: "incident_id", message: "no such incident on this page" })),
  ];
}

/** A URL that we may not connect to is refused in the words of any other that is none. @throws Failure invalid */
export async function requireReachable(
  { channel, destination }: Pick<Destination, "channel" | "destination">,
  ctx: SubscriberContext,
): Promise<void> {
  const given = { channel, text: destination, path: DESTINATION_FIELD[channel] };
  await requireSubscriberDestination(given, destinationRules(ctx), ctx.checkDestination);
}

/** What the public may subscribe over. @throws Failure invalid (not configured, or not open to the public) */
export function requireOpenChannel({ channel }: Pick<Destination, "channel">, ctx: SubscriberContext): void {
  const path = DESTINATION_FIELD[channel];
  if (!ctx.setups[channel].isConfigured)
    refuse([{ path, message: "this page does not send over this channel" }]);
  if (channel === "webhook" && !ctx.rules.allowsPublicWebhooks)
    refuse([{ path, message: "webhooks are added by the team of this page: please ask them" }]);
}
