"use client";
import { isReason, REASON_TEXT } from "#lib/domain/reason.ts";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type ProbeBody, useProbe } from "./use-probe.ts";

const TONE = { up: "operational", degraded: "degraded_performance", down: "major_outage" } as const;

type Props = { monitorId: string | null; body: () => Record<string, unknown> };

/** One probe with the settings of the screen, and where its time went. */
export function ProbeNow({ monitorId, body }: Props) {
  const { language } = useAdmin();
  const { probe, refusal, isBusy, run } = useProbe();
  return (
    <Section title={monitorWord("test", language)} lead={monitorWord("test_lead", language)}>
      <Box>
        <Refusal refusal={refusal} />
        <div className="flex flex-wrap items-center gap-4">
          <Button isBusy={isBusy} onClick={() => run(monitorId, body())}>
            {monitorWord("test_run", language)}
          </Button>
          <p role="status">{probe && <Told probe={probe} />}</p>
        </div>
        {probe?.result && <Timings result={probe.result} />}
      </Box>
    </Section>
  );
}

function Told({ probe }: { probe: ProbeBody }) {
  const { language } = useAdmin();
  const { state, result } = probe;
  if (!result)
    return (
      <span className="text-muted">
        {monitorWord(`test_${state === "finished" ? "expired" : state}`, language)}
      </span>
    );
  return (
    <span className={`${TONE[result.outcome]} text-text`}>
      <strong>{monitorWord(`test_${result.outcome}`, language)}</strong>
      {result.reason && isReason(result.reason) && <> · {REASON_TEXT[result.reason][language]}</>}
    </span>
  );
}

type Result = NonNullable<ProbeBody["result"]>;

/** Names, connection, TLS, first byte and all of it, drawn to one scale; the numbers say the same. */
function Timings({ result }: { result: Result }) {
  const { language } = useAdmin();
  const steps = [
    ["dns_time", result.dns_ms],
    ["connect_time", result.connect_ms],
    ["tls_time", result.tls_ms],
    ["first_byte_time", result.first_byte_ms],
    ["total_time", result.total_ms],
  ] as const;
  const known = steps.filter((step): step is [(typeof step)[0], number] => step[1] !== null);
  const longest = Math.max(...known.map(([, ms]) => ms), 1);
  return (
    <dl className="mt-4 grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-1.5">
      {known.map(([key, ms]) => (
        <div key={key} className="contents">
          <dt className="text-sm text-muted">{monitorWord(key, language)}</dt>
          <dd aria-hidden="true">
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-2 w-full" aria-hidden="true">
              <rect width={Math.max(0.5, (ms / longest) * 100)} height="6" rx="1" className="fill-accent" />
            </svg>
          </dd>
          <dd className="text-right">{monitorWord("ms", language, { n: ms })}</dd>
        </div>
      ))}
      <Extra word="status_code" value={result.http_status} />
      <Extra word="days_left" value={result.tls_days_left} />
    </dl>
  );
}

function Extra({ word, value }: { word: "status_code" | "days_left"; value: number | null }) {
  const { language } = useAdmin();
  if (value === null) return null;
  return (
    <div className="contents">
      <dt className="text-sm text-muted">{monitorWord(word, language)}</dt>
      <dd />
      <dd className="text-right">{value}</dd>
    </div>
  );
}
