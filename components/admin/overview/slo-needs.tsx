"use client";
import { momentText, shownPercent } from "#lib/domain/moments.ts";
import type { AwaySource, SilentSlo } from "#lib/domain/slo/overview.ts";
import type { OverdueRestoreTest } from "#lib/domain/slo/sent/integrity.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { lasted } from "./contradiction-told.ts";
import { Row } from "./need-row.tsx";

/** A value as it was measured: a share, milliseconds or how many. */
function valueText(value: string, unit: Violation["unit"]): string {
  if (unit === "us") return `${Number(value) / 1_000} ms`;
  return unit === "percent" ? `${shownPercent(value)}%` : value;
}

/** An open violation: what is missed, for how long; who takes it holds back the next level. */
export function Violated({ violation, now }: { violation: Violation; now: number }) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { sendOnce, isBusy, refusal } = useOnce();
  const { severity, startedAt, actual, target, unit, resumesAt, incidentId } = violation;
  const isCritical = severity === "critical";
  const isHeld = resumesAt !== null && resumesAt > now;
  const acknowledge = async () => {
    const path = `violations/${violation.id}/acknowledge`;
    const body = { violation: { revision: violation.revision } };
    const answer = await sendOnce("POST", path, violation, () => body);
    if (answer?.ok) goWith(overviewWord("acknowledged", language));
  };
  const held = isHeld && {
    time: momentText(resumesAt, "time", timeZone, language),
  };
  return (
    <>
      <Refusal refusal={refusal} />
      <Row
        href={`/admin/violations/${violation.id}`}
        title={`${violation.sloKey} ${violation.sloName} · ${violation.objectiveName}`}
        todo={held ? overviewWord("held", language, held) : undefined}
        action={
          <>
            {isCritical && !isHeld && mayWrite && (
              <Button look="primary" isBusy={isBusy} onClick={() => void acknowledge()}>
                {overviewWord("acknowledge", language)}
              </Button>
            )}
            {incidentId && (
              <ButtonLink href={`/admin/incidents/${incidentId}`}>
                {overviewWord("see_incident", language)}
              </ButtonLink>
            )}
          </>
        }
      >
        {overviewWord(isCritical ? "violated_critical" : "violated_warning", language, {
          actual: valueText(actual, unit),
          target: valueText(target, unit),
          duration: lasted(startedAt, now, language),
        })}
      </Row>
    </>
  );
}

/** A source of figures that does not answer. */
export function Away({ source, now }: { source: AwaySource; now: number }) {
  const { language } = useAdmin();
  const duration = lasted(source.failingSince, now, language);
  return (
    <Row title={source.sliName} todo={source.lastFault ?? undefined}>
      {overviewWord("away_source", language, { kind: source.kind, duration })}
    </Row>
  );
}

/** An SLO that had figures once. */
export function Unknown({ slo, now }: { slo: SilentSlo; now: number }) {
  const { language } = useAdmin();
  const duration = lasted(slo.since, now, language);
  return (
    <Row title={`${slo.key} ${slo.name}`} todo={overviewWord("silent_slo_do", language)}>
      {overviewWord("silent_slo", language, { count: slo.count, duration })}
    </Row>
  );
}

/** The monthly restore test that nobody told of. */
export function Unpractised({
  overdue: { lastAt, since },
  now,
}: {
  overdue: OverdueRestoreTest;
  now: number;
}) {
  const { language, timeZone } = useAdmin();
  const duration = lasted(since, now, language);
  return (
    <Row title={overviewWord("restore_test", language)} todo={overviewWord("restore_test_do", language)}>
      {lastAt === null
        ? overviewWord("restore_test_never", language, { duration })
        : overviewWord("restore_test_overdue", language, {
            duration,
            time: momentText(lastAt, "day", timeZone, language),
          })}
    </Row>
  );
}
