import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { type Deployment, deploymentQuery, newDeployment } from "#lib/domain/slo/sent/deployment.ts";
import { endpoint } from "../endpoint.ts";
import { instant, instantText } from "../instant.ts";

const tag = "Deployments";
const path = "/v1/pages/{page_id}/deployments";

const deploymentBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    at: instant,
    url: z.string().nullable(),
    component_ids: z.array(id),
    created_at: instant,
  })
  .meta({ id: "Deployment" });

const present = (deployment: Deployment): z.infer<typeof deploymentBody> => ({
  id: deployment.id,
  page_id: deployment.pageId,
  name: deployment.name,
  at: instantText(deployment.at),
  url: deployment.url,
  component_ids: deployment.componentIds,
  created_at: instantText(deployment.createdAt),
});

const example: z.infer<typeof deploymentBody> = {
  id: "d3pl0ym3nt42",
  page_id: "p0qjfl24znv5",
  name: "api v2.14.0",
  at: "2026-11-23T01:30:00.000Z",
  url: "https://github.com/t-developer/api/releases/tag/v2.14.0",
  component_ids: ["8kbf7d35c070"],
  created_at: "2026-11-23T01:30:02.000Z",
};

export const listDeployments = endpoint({
  operationId: "listDeployments",
  methods: ["GET"],
  path,
  tag,
  summary: "Releases that were told, the latest first",
  permission: "page:read",
  query: deploymentQuery,
  status: 200,
  answer: z.array(deploymentBody),
  present: (deployments: Deployment[]) => deployments.map(present),
  example: { response: [example] },
});

export const tellDeployment = endpoint({
  operationId: "tellDeployment",
  methods: ["POST"],
  path,
  tag,
  summary: "Tell of a release: charts of SLOs show it beside budgets and latencies",
  permission: "samples:write",
  body: z.object({ deployment: newDeployment }),
  status: 201,
  answer: deploymentBody,
  present,
  example: {
    request: {
      deployment: { name: "api v2.14.0", url: example.url, component_ids: example.component_ids },
    },
    response: example,
  },
});
