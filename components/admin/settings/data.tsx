"use client";
import { type FormEvent, useState } from "react";
import { objectWord } from "#lib/domain/words/objects.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Newer } from "./newer.tsx";
import { usePagePatch } from "./use-page-patch.ts";

type Disk = {
  samplesBytes: number;
  rollupsBytes: number;
  timelinesBytes: number;
  auditBytes: number;
  databaseBytes: number;
  oldestSampleDay: string | null;
  sampleDays: number;
};
type Props = { rawRetentionDays: number; revision: number; disk: Disk };

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** How long raw samples are kept, and what that costs. */
export function DataSettings({ rawRetentionDays, revision, disk }: Props) {
  const { language } = useAdmin();
  const { store, newer, isBusy, refusal, fault } = usePagePatch(revision, "data");
  const [days, setDays] = useState(String(rawRetentionDays));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void store({ raw_retention_days: days.trim() === "" ? days : Number(days) });
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="mb-8 grid max-w-2xl gap-4">
        <div>
          <Newer newer={newer} fields={["raw_retention_days"]} />
          {!newer && <Refusal refusal={refusal} />}
        </div>
        <TextField
          className="max-w-md"
          inputMode="numeric"
          label={settingWord("retention", language)}
          hint={settingWord("retention_hint", language)}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          fault={fault("raw_retention_days")}
        />
        <div>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {objectWord("save_changes", language)}
          </Button>
        </div>
      </form>
      <DiskUse disk={disk} />
    </>
  );
}

function DiskUse({ disk }: { disk: Disk }) {
  const { language } = useAdmin();
  const { samplesBytes, rollupsBytes, timelinesBytes, auditBytes, databaseBytes } = disk;
  const rest = databaseBytes - samplesBytes - rollupsBytes - timelinesBytes - auditBytes;
  const rows = [
    [settingWord("disk_samples", language, { days: disk.sampleDays }), samplesBytes],
    [settingWord("disk_rollups", language), rollupsBytes],
    [settingWord("disk_timelines", language), timelinesBytes],
    [settingWord("disk_audit", language), auditBytes],
    [settingWord("disk_rest", language), rest],
  ] as const;
  return (
    <Section
      title={settingWord("disk", language)}
      lead={disk.oldestSampleDay && settingWord("oldest_sample", language, { day: disk.oldestSampleDay })}
    >
      <dl className="grid max-w-2xl grid-cols-[1fr_auto] gap-x-6 gap-y-2 rounded-box border border-line bg-surface p-4">
        {rows.map(([label, bytes]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="text-right">{megabytes(bytes)}</dd>
            <dd className="col-span-2 -mt-1" aria-hidden="true">
              <svg
                viewBox="0 0 100 4"
                preserveAspectRatio="none"
                className="h-1.5 w-full rounded bg-page"
                aria-hidden="true"
              >
                <rect width={(bytes / databaseBytes) * 100} height="4" className="fill-accent" />
              </svg>
            </dd>
          </div>
        ))}
        <div className="contents font-semibold">
          <dt>{settingWord("disk_all", language)}</dt>
          <dd className="text-right">{megabytes(databaseBytes)}</dd>
        </div>
      </dl>
    </Section>
  );
}
