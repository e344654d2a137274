import { z } from "zod";
import { integrityQuery, type StoredIntegrityEvent } from "#lib/domain/slo/sent/integrity.ts";
import { MAX_INTEGRITY_EVENTS } from "#lib/domain/slo/sent/integrity-batch.ts";
import { endpoint } from "../endpoint.ts";
import {
  integrityEventBody,
  integrityEventExample,
  integrityEventsInput,
  integrityEventsResult,
  presentIntegrityEvent,
} from "./integrity-event.ts";

const tag = "Integrity events";
const path = "/v1/pages/{page_id}/integrity-events";
const MAX_INTEGRITY_BYTES = 1_048_576;

export const listIntegrityEvents = endpoint({
  operationId: "listIntegrityEvents",
  methods: ["GET"],
  path,
  tag,
  summary: "Backups, restores and checks that were told, the latest first",
  permission: "page:read",
  query: integrityQuery,
  status: 200,
  answer: z.array(integrityEventBody),
  present: (events: StoredIntegrityEvent[]) => events.map(presentIntegrityEvent),
  example: { response: [integrityEventExample] },
});

export const submitIntegrityEvents = endpoint({
  operationId: "submitIntegrityEvents",
  methods: ["POST"],
  path,
  tag,
  summary: "Tell of backups, restores, restore tests and checksums",
  description: `At most ${MAX_INTEGRITY_EVENTS} a request. Answered after a durable write. Each event counts in the SLIs whose source is \`integrity\`; one with \`data_loss\` counts as bad in every SLI that counts losses, whatever its kind. The same event again is a duplicate; an event is never written over. A faulty one is told by its index and does not spoil the others.`,
  permission: "samples:write",
  body: integrityEventsInput,
  maxBodyBytes: MAX_INTEGRITY_BYTES,
  rows: (body) => body.integrity_events.length,
  status: 202,
  answer: integrityEventsResult,
  present: (result: { accepted: number; duplicates: number; rejected: object[] }) => result,
  example: {
    request: {
      integrity_events: [
        { kind: "backup", job: "agents-db", at: "2026-11-23T18:00:00Z", outcome: "success" },
        {
          kind: "restore_test",
          job: "agents-db",
          at: "2026-11-23T18:40:00Z",
          outcome: "success",
          rto_seconds: 4_120,
          rpo_seconds: 240,
          client_id: "restore-test-2026-11",
        },
      ],
    },
    response: { accepted: 2, duplicates: 0, rejected: [] },
  },
});
