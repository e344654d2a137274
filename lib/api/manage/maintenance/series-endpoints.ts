import { z } from "zod";
import {
  newSeries,
  seriesArchive,
  seriesPatch,
  seriesPreview,
} from "#lib/domain/incidents/maintenance-input.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { endpoint } from "../endpoint.ts";
import { presentPreview, presentSeries, previewBody, seriesBody, seriesExample } from "./series.ts";

const tag = "Maintenance series";
const many = "/v1/pages/{page_id}/maintenance-series";
const one = `${many}/{series_id}`;
const rule = { rrule: "FREQ=MONTHLY;BYDAY=1FR", starts_at: "2026-12-01T02:00", duration_minutes: 120 };

export const listMaintenanceSeries = endpoint({
  operationId: "listMaintenanceSeries",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's recurring windows, oldest first",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(seriesBody),
  present: (series: MaintenanceSeries[]) => series.map(presentSeries),
  example: { response: [seriesExample] },
});

export const createMaintenanceSeries = endpoint({
  operationId: "createMaintenanceSeries",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Keep a recurring window",
  description:
    "Each date becomes a window (an incident) of its own, published `notice_hours` before it starts. The local time stays the same all year; one that the clocks skip is taken later by what they skip, one that comes twice is the first of the two.",
  permission: "incidents:write",
  body: z.object({ series: newSeries }),
  status: 201,
  answer: seriesBody,
  present: presentSeries,
  example: {
    request: {
      series: { ...rule, name: seriesExample.name, component_ids: seriesExample.component_ids },
    },
    response: seriesExample,
  },
});

export const previewMaintenanceSeries = endpoint({
  operationId: "previewMaintenanceSeries",
  methods: ["POST"],
  path: `${many}/preview`,
  tag,
  summary: "The next dates of a rule, in the page's zone; nothing is stored",
  permission: "page:read",
  body: z.object({ series: seriesPreview }),
  status: 200,
  answer: previewBody,
  present: presentPreview,
  example: {
    request: { series: { ...rule, count: 2 } },
    response: {
      rrule: rule.rrule,
      time_zone: "Asia/Seoul",
      dates: [
        { starts_at: "2026-12-03T17:00:00.000Z", ends_at: "2026-12-03T19:00:00.000Z" },
        { starts_at: "2026-12-31T17:00:00.000Z", ends_at: "2026-12-31T19:00:00.000Z" },
      ],
    },
  },
});

export const readMaintenanceSeries = endpoint({
  operationId: "readMaintenanceSeries",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One recurring window",
  permission: "page:read",
  status: 200,
  answer: seriesBody,
  present: presentSeries,
  example: { response: seriesExample },
});

export const updateMaintenanceSeries = endpoint({
  operationId: "updateMaintenanceSeries",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change a recurring window",
  description:
    "With new times, announced windows that nobody has edited follow; those whose date the rule no longer names are cancelled, which is asked about first (409 `confirm.cancel`). New texts and components hold for windows that are made from then on.",
  permission: "incidents:write",
  body: z.object({ series: seriesPatch }),
  status: 200,
  answer: seriesBody,
  present: presentSeries,
  example: {
    request: { series: { duration_minutes: 180, revision: 1 } },
    response: { ...seriesExample, duration_minutes: 180, revision: 2 },
  },
});

export const archiveMaintenanceSeries = endpoint({
  operationId: "archiveMaintenanceSeries",
  methods: ["POST"],
  path: `${one}/archive`,
  tag,
  summary: "End a recurring window",
  description:
    "Its windows that are still to come are cancelled, which is asked about first (409 `confirm.cancel`). Those that somebody has edited stay.",
  permission: "incidents:write",
  body: z.object({ series: seriesArchive.default({}) }),
  status: 204,
  answer: null,
  present: () => null,
  example: { request: { series: { confirm: ["cancel"] } } },
});
