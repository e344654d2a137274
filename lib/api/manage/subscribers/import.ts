import { z } from "zod";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import { type ImportFault, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "#lib/domain/subscribers/import-row.ts";
import { endpoint } from "../endpoint.ts";

const tag = "Subscribers";
const path = "/v1/pages/{page_id}/subscribers/import";
const permission = "subscribers:write";
const count = z.number().int();
const counts = z.object({ new: count, known: count, suppressed: count });

const importBody = z
  .object({
    rows: count,
    new: count.meta({ description: "Who is added" }),
    known: count.meta({ description: "Who is there already and stays as they are" }),
    suppressed: count.meta({ description: "Who asked not to be written to, and is not brought back" }),
    faulty_rows: count.meta({ description: "Left out" }),
    imported: count.optional().meta({ description: "How many were added" }),
    channels: z.record(z.enum(CHANNELS), counts),
    faults: z
      .array(z.object({ line: count, path: z.string(), message: z.string() }))
      .meta({ description: "Line 1 names the columns" }),
  })
  .meta({ id: "SubscriberImport" });

/** What the use case tells. */
type Report = {
  rows: number;
  counts: Record<Channel, z.infer<typeof counts>>;
  faults: ImportFault[];
  faultyRows: number;
  imported?: number;
};

const sum = ({ counts: all }: Report, key: keyof z.infer<typeof counts>) =>
  Object.values(all).reduce((total, one) => total + one[key], 0);

export const presentImport = (report: Report): z.infer<typeof importBody> => ({
  rows: report.rows,
  ...{ new: sum(report, "new"), known: sum(report, "known"), suppressed: sum(report, "suppressed") },
  faulty_rows: report.faultyRows,
  ...(report.imported !== undefined && { imported: report.imported }),
  channels: report.counts,
  faults: report.faults.map(({ line, path: at, message }) => ({ line, path: at, message })),
});

const NONE = { new: 0, known: 0, suppressed: 0 };
const example: z.infer<typeof importBody> = {
  ...{ rows: 3, new: 1, known: 1, suppressed: 0, faulty_rows: 1 },
  channels: { email: { ...NONE, new: 1, known: 1 }, sms: NONE, slack: NONE, teams: NONE, webhook: NONE },
  faults: [
    {
      line: 4,
      path: "email",
      message: "must be a mail address that mail can reach, such as name@example.com",
    },
  ],
};
const request = {
  import: {
    csv: "email,consent_at\nkim@example.com,2026-03-02\nlee@example.com,2026-05-17\nnobody,2026-05-17",
  },
};
const shared = {
  methods: ["POST"] as const,
  tag,
  permission: permission as typeof permission,
  body: z.object({
    import: z.object({
      csv: z
        .string()
        .max(MAX_IMPORT_BYTES, "the text is too long: import it in parts")
        .meta({
          description: `Columns: \`email\` (or \`phone_number\`, \`endpoint\`, \`channel\` and \`destination\`), \`consent_at\`, \`component_ids\`, \`group_ids\`, \`kinds\`, \`min_impact\`, \`language\`, \`time_zone\`. At most ${MAX_IMPORT_ROWS} rows`,
        }),
    }),
  }),
  maxBodyBytes: MAX_IMPORT_BYTES,
  answer: importBody,
  present: presentImport,
  status: 200 as const,
};

export const previewImport = endpoint({
  operationId: "previewSubscriberImport",
  path: `${path}/preview`,
  summary: "What an import would do; nothing is stored",
  example: { request, response: example },
  ...shared,
});

export const applyImport = endpoint({
  operationId: "importSubscribers",
  path,
  summary: "Add everybody of a list who is new and without a fault",
  description:
    "They are told at once: `consent_at` says when they agreed. Nothing is sent to them. The same list again adds nobody.",
  example: { request, response: { ...example, imported: 1 } },
  ...shared,
});
