import { z } from "zod";
import { id } from "../../id.ts";
import { instantField } from "../../input/instant-field.ts";
import { listQuery } from "../../input/list.ts";
import { httpUrl, singleLine } from "../../input/text.ts";
import { MAX_AHEAD_MS } from "../measurement-batch.ts";

export const MAX_DEPLOYMENT_NAME = 255;
const MAX_COMPONENTS = 100;

/** A release, drawn beside budgets and latencies. Milliseconds since the epoch. */
export type Deployment = {
  id: string;
  pageId: string;
  name: string;
  at: number;
  /** Where it is told what changed. */
  url: string | null;
  /** What was released; empty: all of it. */
  componentIds: string[];
  createdAt: number;
};

export const newDeployment = z.object({
  name: singleLine(MAX_DEPLOYMENT_NAME).meta({ description: "Such as api v2.14.0" }),
  at: instantField.optional().meta({ description: "When it went live; now, if left out" }),
  url: httpUrl(1_000).nullable().default(null).meta({ description: "Where it is told what changed" }),
  component_ids: z
    .array(id)
    .max(MAX_COMPONENTS)
    .default([])
    .meta({ description: "What was released; empty: all of it" }),
});
export type NewDeployment = z.output<typeof newDeployment>;

/** A release that is told before it happens is a plan: it may lie as far ahead as clocks differ. */
export const MAX_DEPLOYMENT_AHEAD_MS = MAX_AHEAD_MS;

export const deploymentQuery = listQuery.extend({
  component_id: id.optional().meta({ description: "Of this component, or of all" }),
  from: instantField.optional().meta({ description: "At or after this instant" }),
  until: instantField.optional().meta({ description: "Before this instant" }),
});
export type DeploymentFilter = {
  componentId?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
};
