"use client";
import { auditWord } from "#lib/domain/words/audit.ts";
import { useAdmin } from "../client/context.tsx";
import { At } from "../objects/at.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";

export type Chain = {
  head: { hash: string; count: number; sealedAt: number } | null;
  unsealed: number;
  isLate: boolean;
  /** Asked for: what checking the whole chain found. */
  verification: { isWhole: boolean; count: number; faults: string[] } | "too_many" | null;
};

/** Where the chain stands, and checking it from end to end. */
export function ChainState({ chain }: { chain: Chain }) {
  const { language } = useAdmin();
  const { head, unsealed, isLate } = chain;
  return (
    <Box className="mb-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{auditWord("chain", language)}</h2>
          <p className="text-sm text-muted">{auditWord("chain_lead", language)}</p>
        </div>
        {head && <ButtonLink href="/admin/audit?verify=1">{auditWord("verify", language)}</ButtonLink>}
      </div>
      <div className="mt-3">
        <Verified verification={chain.verification} />
        {isLate && <Notice tone="warn">{auditWord("chain_late", language)}</Notice>}
      </div>
      {head === null ? (
        <p>{auditWord("chain_none", language)}</p>
      ) : (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-sm text-muted">{auditWord("chain_count", language)}</dt>
          <dd>{head.count.toLocaleString("en-US")}</dd>
          <dt className="text-sm text-muted">{auditWord("chain_sealed", language)}</dt>
          <dd>
            <At at={head.sealedAt} form="full" />
          </dd>
          <dt className="text-sm text-muted">{auditWord("chain_waiting", language)}</dt>
          <dd>{unsealed}</dd>
          <dt className="text-sm text-muted">{auditWord("chain_head", language)}</dt>
          <dd className="font-mono text-sm break-all">{head.hash}</dd>
        </dl>
      )}
    </Box>
  );
}

function Verified({ verification }: Pick<Chain, "verification">) {
  const { language } = useAdmin();
  if (verification === null) return null;
  if (verification === "too_many") return <Notice>{auditWord("verify_large", language)}</Notice>;
  if (verification.isWhole)
    return <Notice tone="good">{auditWord("verified", language, { count: verification.count })}</Notice>;
  return (
    <Notice tone="danger" isUrgent title={auditWord("broken", language)}>
      <ul className="list-disc pl-5">
        {verification.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </Notice>
  );
}
