import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import type { Occurrence } from "#lib/domain/maintenance/recurrence.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { instant, instantText } from "../instant.ts";

export const seriesBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    body: z.string(),
    translations,
    component_ids: z.array(id),
    rrule: z.string(),
    starts_at: z.string().meta({ description: "Local time in the page's zone" }),
    duration_minutes: z.number().int(),
    notice_hours: z.number().int(),
    remind_minutes: z.array(z.number().int()),
    scheduled_auto_in_progress: z.boolean(),
    scheduled_auto_completed: z.boolean(),
    revision: z.number().int(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "MaintenanceSeries" });

export const presentSeries = (series: MaintenanceSeries): z.infer<typeof seriesBody> => ({
  id: series.id,
  page_id: series.pageId,
  name: series.name,
  body: series.body,
  translations: series.translations,
  component_ids: series.componentIds,
  rrule: series.rrule,
  starts_at: series.startsAt,
  duration_minutes: series.durationMinutes,
  notice_hours: series.noticeHours,
  remind_minutes: series.remindMinutes,
  scheduled_auto_in_progress: series.startsItself,
  scheduled_auto_completed: series.endsItself,
  revision: series.revision,
  created_at: instantText(series.createdAt),
  updated_at: instantText(series.updatedAt),
});

export const seriesExample: z.infer<typeof seriesBody> = {
  id: "s3r13s0f1fr1",
  page_id: "p0qjfl24znv5",
  name: "정기 데이터베이스 점검",
  body: "매월 첫째 주 금요일에 데이터베이스를 점검합니다.",
  translations: {
    en: { name: "Regular database maintenance", body: "We maintain the database on every first Friday." },
  },
  component_ids: ["8kbf7d35c070"],
  rrule: "FREQ=MONTHLY;BYDAY=1FR",
  starts_at: "2026-12-01T02:00",
  duration_minutes: 120,
  notice_hours: 168,
  remind_minutes: [1440, 60],
  scheduled_auto_in_progress: true,
  scheduled_auto_completed: true,
  revision: 1,
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
};

export const previewBody = z
  .object({
    rrule: z.string().meta({ description: "As it would be stored" }),
    time_zone: z.string(),
    dates: z.array(z.object({ starts_at: instant, ends_at: instant })),
  })
  .meta({ id: "MaintenanceSeriesPreview" });

export const presentPreview = (preview: {
  rrule: string;
  timeZone: string;
  dates: Occurrence[];
}): z.infer<typeof previewBody> => ({
  rrule: preview.rrule,
  time_zone: preview.timeZone,
  dates: preview.dates.map(({ startsAt, endsAt }) => ({
    starts_at: instantText(startsAt),
    ends_at: instantText(endsAt),
  })),
});
