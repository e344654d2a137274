import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { newTier, tierPatch } from "#lib/domain/slo/defining/tier-input.ts";
import type { Tier } from "#lib/domain/slo/tier.ts";
import { endpoint } from "../endpoint.ts";
import { presentTier, tierBody, tierExample } from "./tier.ts";

const tag = "Tiers";
const many = "/v1/pages/{page_id}/tiers";
const one = `${many}/{tier_id}`;

export const listTiers = endpoint({
  operationId: "listTiers",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's tiers by position",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(tierBody),
  present: (tiers: Tier[]) => tiers.map(presentTier),
  example: { response: [tierExample] },
});

const { id: _, page_id: __, position: ___, ...tierRequest } = tierExample;
export const createTier = endpoint({
  operationId: "createTier",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a tier",
  permission: "slos:write",
  body: z.object({ tier: newTier }),
  status: 201,
  answer: tierBody,
  present: presentTier,
  example: { request: { tier: tierRequest }, response: tierExample },
});

export const readTier = endpoint({
  operationId: "readTier",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One tier",
  permission: "page:read",
  status: 200,
  answer: tierBody,
  present: presentTier,
  example: { response: tierExample },
});

export const updateTier = endpoint({
  operationId: "updateTier",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change a tier; what is left out stays, promises are given whole",
  permission: "slos:write",
  body: z.object({ tier: tierPatch }),
  status: 200,
  answer: tierBody,
  present: presentTier,
  example: { request: { tier: { name: "Business" } }, response: { ...tierExample, name: "Business" } },
});

export const archiveTier = endpoint({
  operationId: "archiveTier",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Take a tier out of use; 409 while objectives are promised to it",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
