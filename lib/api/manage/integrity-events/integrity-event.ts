import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import {
  INTEGRITY_KINDS,
  INTEGRITY_OUTCOMES,
  lateBy,
  RPO_SECONDS,
  RTO_SECONDS,
  type StoredIntegrityEvent,
} from "#lib/domain/slo/sent/integrity.ts";
import {
  MAX_CLIENT_ID_LENGTH,
  MAX_INTEGRITY_EVENTS,
  MAX_JOB_LENGTH,
  MAX_MEASURED_SECONDS,
  MAX_NOTE_LENGTH,
} from "#lib/domain/slo/sent/integrity-batch.ts";
import { instant, instantText } from "../instant.ts";

const seconds = z.number().int().min(0).max(MAX_MEASURED_SECONDS);

const integrityEventInput = z.object({
  kind: z.enum(INTEGRITY_KINDS),
  job: z.string().min(1).max(MAX_JOB_LENGTH).meta({ description: "Which database or store" }),
  at: z.iso.datetime({ offset: true }).meta({ description: "When it ended; decides the window" }),
  outcome: z.enum(INTEGRITY_OUTCOMES).meta({
    description: "failure: the job did not do its work. data_loss: data is gone or no longer what it was",
  }),
  rto_seconds: seconds.nullish().meta({ description: `How long recovery took; late above ${RTO_SECONDS}` }),
  rpo_seconds: seconds.nullish().meta({
    description: `How old the newest data was that came back; late above ${RPO_SECONDS}`,
  }),
  client_id: z.string().min(1).max(MAX_CLIENT_ID_LENGTH).nullish().meta({
    description: "Yours, unique per kind and job: told again it is the same event. Left out: the instant",
  }),
  note: z.string().min(1).max(MAX_NOTE_LENGTH).nullish(),
});

const { $schema: _, ...inputSchema } = z.toJSONSchema(integrityEventInput, { io: "input" });

/** Events are checked one by one by hand-written code (a bad one does not spoil the others): here only the frame. */
export const integrityEventsInput = z.object({
  integrity_events: z.array(z.unknown()).meta({
    description: `At most ${MAX_INTEGRITY_EVENTS}`,
    override: { items: inputSchema as object },
  }),
});

export const integrityEventsResult = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int().meta({ description: "Events that were known already" }),
    rejected: z.array(z.object({ index: z.number().int(), message: z.string() })),
  })
  .meta({ id: "IntegrityEventsResult" });

export const integrityEventBody = z
  .object({
    id,
    page_id: id,
    kind: z.enum(INTEGRITY_KINDS),
    job: z.string(),
    at: instant,
    outcome: z.enum(INTEGRITY_OUTCOMES),
    rto_seconds: z.number().int().nullable(),
    rpo_seconds: z.number().int().nullable(),
    late: z.array(z.enum(["rto", "rpo"])).meta({
      description: `Goals that were missed: ${RTO_SECONDS} s of recovery, ${RPO_SECONDS} s of data`,
    }),
    client_id: z.string(),
    note: z.string().nullable(),
    created_at: instant,
  })
  .meta({ id: "IntegrityEvent" });

export const presentIntegrityEvent = (event: StoredIntegrityEvent): z.infer<typeof integrityEventBody> => ({
  id: event.id,
  page_id: event.pageId,
  kind: event.kind,
  job: event.job,
  at: instantText(event.at),
  outcome: event.outcome,
  rto_seconds: event.rtoSeconds,
  rpo_seconds: event.rpoSeconds,
  late: lateBy(event),
  client_id: event.clientId,
  note: event.note,
  created_at: instantText(event.createdAt),
});

export const integrityEventExample: z.infer<typeof integrityEventBody> = {
  id: "1nt3gr1tye42",
  page_id: "p0qjfl24znv5",
  kind: "restore_test",
  job: "agents-db",
  at: "2026-11-23T18:40:00.000Z",
  outcome: "success",
  rto_seconds: 4_120,
  rpo_seconds: 240,
  late: ["rto"],
  client_id: "restore-test-2026-11",
  note: null,
  created_at: "2026-11-23T18:40:02.000Z",
};
