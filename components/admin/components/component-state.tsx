"use client";
import { useState } from "react";
import { stateWord } from "#lib/domain/glossary.ts";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import { STATES, type WireState } from "#lib/domain/status/state.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { StateMark } from "../objects/state.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** What a component shows now, and saying that it is something else. */
export function ComponentState({ component }: { component: ComponentWithStatus }) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const { send, isBusy, refusal } = useCall();
  const { status, baselineSource } = component;
  const [wanted, setWanted] = useState<WireState>(status.wire);
  const say = async (state: WireState) => {
    const answer = await send("PATCH", `components/${component.id}`, { component: { status: state } });
    if (answer.ok) location.reload();
  };
  return (
    <Section title={componentWord("state", language)}>
      <Box>
        <Refusal refusal={refusal} />
        <p className="mb-3 flex flex-wrap items-center gap-2">
          <StateMark state={status.data === "none" ? "unknown" : status.wire} />
          <Tag>{componentWord(baselineSource === "monitors" ? "by_monitors" : "by_people", language)}</Tag>
          {status.overridden && <Tag tone="warn">{componentWord("overridden", language)}</Tag>}
        </p>
        {canWrite && (
          <div className="grid gap-3">
            <div className="flex flex-wrap items-end gap-2">
              <SelectField
                className="min-w-48"
                label={componentWord("state", language)}
                value={wanted}
                onChange={(event) => setWanted(event.target.value as WireState)}
              >
                {STATES.map((state) => (
                  <option key={state} value={state}>
                    {stateWord(state, language)}
                  </option>
                ))}
              </SelectField>
              <Button isBusy={isBusy} onClick={() => say(wanted)}>
                {componentWord("apply_state", language)}
              </Button>
              {status.overridden && (
                <Button isBusy={isBusy} onClick={() => say("operational")}>
                  {componentWord("release", language)}
                </Button>
              )}
            </div>
            <p className="text-sm text-muted">
              {componentWord(baselineSource === "monitors" ? "state_override" : "state_manual", language)}
            </p>
          </div>
        )}
      </Box>
    </Section>
  );
}
