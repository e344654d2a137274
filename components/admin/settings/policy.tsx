"use client";
import { type FormEvent, useState } from "react";
import { stateWord } from "#lib/domain/glossary.ts";
import { PRESETS, type Preset, presetOf } from "#lib/domain/page/policy.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import { useAdmin } from "../client/context.tsx";
import { At } from "../objects/at.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Newer } from "./newer.tsx";
import { usePagePatch } from "./use-page-patch.ts";

type Weights = UptimePolicy["weights"];
type Version = UptimePolicy & { actorName: string; createdAt: number };
type Props = { policy: UptimePolicy; versions: Version[]; revision: number };

const STATES = ["major_outage", "partial_outage", "degraded_performance"] as const;
const CHOICES: readonly Preset[] = ["statuspage", "strict", "custom"];

/** The weights of uptime, their presets, and every version that was in use. */
export function PolicySettings({ policy, versions, revision }: Props) {
  const { language } = useAdmin();
  const { store, newer, isBusy, refusal, fault } = usePagePatch(revision, "policy");
  const [preset, setPreset] = useState<Preset>(presetOf(policy.weights));
  const [typed, setTyped] = useState<Record<keyof Weights, string>>({
    major_outage: String(policy.weights.major_outage),
    partial_outage: String(policy.weights.partial_outage),
    degraded_performance: String(policy.weights.degraded_performance),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const custom = Object.fromEntries(
      STATES.map((state) => [state, typed[state].trim() === "" ? typed[state] : Number(typed[state])]),
    );
    void store({ policy: { weights: preset === "custom" ? custom : PRESETS[preset] } });
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="mb-8 grid max-w-2xl gap-4">
        <div>
          <Newer newer={newer} fields={["policy"]} />
          {!newer && <Refusal refusal={refusal} />}
          <p>{settingWord("policy_lead", language)}</p>
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium">
            {settingWord("version_now", language, { n: policy.version })}
          </legend>
          <Choices preset={preset} onChange={setPreset} />
        </fieldset>
        {preset === "custom" && (
          <div className="grid gap-4 md:grid-cols-3">
            {STATES.map((state) => (
              <TextField
                key={state}
                inputMode="decimal"
                label={stateWord(state, language)}
                value={typed[state]}
                onChange={(event) => setTyped({ ...typed, [state]: event.target.value })}
                fault={fault(`policy.weights.${state}`)}
              />
            ))}
          </div>
        )}
        <Notice tone="info">{settingWord("policy_effect", language)}</Notice>
        <div>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {objectWord("save_changes", language)}
          </Button>
        </div>
      </form>
      <Versions versions={versions} />
    </>
  );
}

function Choices({ preset, onChange }: { preset: Preset; onChange: (preset: Preset) => void }) {
  const { language } = useAdmin();
  return CHOICES.map((one) => (
    <label
      key={one}
      className="flex cursor-pointer items-start gap-3 rounded-box border border-line bg-surface p-3 has-checked:border-accent"
    >
      <input
        type="radio"
        name="preset"
        className="mt-1 size-5"
        checked={preset === one}
        onChange={() => onChange(one)}
      />
      <span>
        <span className="font-medium">{settingWord(`preset_${one}`, language)}</span>
        <span className="block text-sm text-muted">{settingWord(`preset_${one}_why`, language)}</span>
      </span>
    </label>
  ));
}

function Versions({ versions }: { versions: Version[] }) {
  const { language } = useAdmin();
  return (
    <Section title={settingWord("versions", language)}>
      {versions.length === 0 ? (
        <p className="text-muted">{settingWord("first_policy", language)}</p>
      ) : (
        <ol className="divide-y divide-line rounded-box border border-line bg-surface">
          {versions.map(({ version, weights, actorName, createdAt }) => (
            <li key={version} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
              <span className="font-medium">{settingWord("version", language, { n: version })}</span>
              <span>
                {settingWord("weights", language, {
                  major: weights.major_outage,
                  partial: weights.partial_outage,
                  degraded: weights.degraded_performance,
                })}
              </span>
              <span className="text-sm text-muted">
                <At at={createdAt} form="full" /> · {actorName}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
