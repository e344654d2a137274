import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { ImpactRank, SubscriptionKind } from "#lib/domain/delivery/plan.ts";
import type { Language } from "#lib/domain/language.ts";
import type {
  Choices,
  ConsentSource,
  Subscriber,
  SubscriberState,
  TeamsMode,
} from "#lib/domain/subscribers/subscriber.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import type { Prisma, Subscriber as Row } from "../generated/client.ts";

/** What every read of a subscriber brings along. */
export const WITH_INCIDENTS = {
  incidents: { select: { incidentId: true }, orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.SubscriberInclude;

export type Full = Row & { incidents: { incidentId: string }[] };

const choicesOf = (row: Row): Choices => ({
  followsPage: row.followsPage,
  kinds: row.kinds as SubscriptionKind[],
  componentIds: row.componentIds,
  groupIds: row.groupIds,
  minImpact: row.minImpact as ImpactRank,
  quiet:
    row.quietFrom === null || row.quietUntil === null ? null : { from: row.quietFrom, until: row.quietUntil },
  digestAt: row.digestAt,
  language: row.language as Language,
  timeZone: row.timeZone,
});

/** `lastSentAt` stands in the deliveries, not in the row: see last-sent.ts. */
export const fromRow = (row: Full, lastSentAt: number | null): Subscriber => ({
  id: row.id,
  pageId: row.pageId,
  channel: row.channel as Channel,
  destination: row.destination,
  holderId: row.holderId,
  state: row.state as SubscriberState,
  choices: choicesOf(row),
  incidentIds: row.incidents.map(({ incidentId }) => incidentId),
  teamsMode: (row.config as { teams_mode?: TeamsMode }).teams_mode ?? null,
  contactEmail: row.contactEmail,
  tokenEpoch: row.tokenEpoch,
  consentSource: row.consentSource as ConsentSource,
  consentAt: instantOrNull(row.consentAt),
  noticeVersion: row.noticeVersion,
  confirmedAt: instantOrNull(row.confirmedAt),
  unsubscribedAt: instantOrNull(row.unsubscribedAt),
  quarantinedAt: instantOrNull(row.quarantinedAt),
  quarantineReason: row.quarantineReason,
  purgeAt: instantOrNull(row.purgeAt),
  failures: row.failures,
  failingSince: instantOrNull(row.failingSince),
  lastSentAt,
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

/** The columns of choices; another time for the digest, or another zone, has the next digest worked out anew. */
export const choiceColumns = ({ quiet, ...choices }: Choices) => ({
  ...choices,
  quietFrom: quiet?.from ?? null,
  quietUntil: quiet?.until ?? null,
  nextDigestAt: null,
});
