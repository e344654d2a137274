import { z } from "zod";
import { id } from "../id.ts";
import { instantField } from "../input/instant-field.ts";
import { listQuery } from "../input/list.ts";
import { lines } from "../input/text.ts";
import { SEVERITIES } from "./definition.ts";

export const MAX_COMMENT_LENGTH = 4_000;

const text = lines(MAX_COMMENT_LENGTH).refine((written) => written.trim() !== "", "must not be empty");
const revision = z.number().int().min(1).optional().meta({
  description:
    "The revision that was read; if it has changed since, the answer is 409 with the violation as it is now",
});

/** Open: not resolved. Acknowledged: open, and held for now by who took it. */
export const VIOLATION_STATES = ["open", "acknowledged", "resolved"] as const;

/** Which violations a list holds. */
export const violationQuery = listQuery.extend({
  state: z.enum(VIOLATION_STATES).optional(),
  severity: z.enum(SEVERITIES).optional(),
  slo_id: id.optional(),
  objective_id: id.optional(),
  component_id: id.optional(),
  incident_id: id.optional(),
  from: instantField.optional().meta({ description: "Running at or after this instant" }),
  until: instantField.optional().meta({ description: "Begun before this instant" }),
});
export type ViolationQuery = z.output<typeof violationQuery>;

export const acknowledgement = z.object({ revision });
export const violationComment = z.object({ text });
/** Why a person ends it although its rule has not. */
export const violationResolution = z.object({ text, revision });
/** The incident it belongs to; null takes it away. */
export const violationLink = z.object({ incident_id: id.nullable(), revision });
