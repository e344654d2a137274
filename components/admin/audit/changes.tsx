"use client";
import { auditWord } from "#lib/domain/words/audit.ts";
import { useAdmin } from "../client/context.tsx";

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string =>
  value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);

/** What changed, field by field, as it was and as it is; folded. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const { language } = useAdmin();
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  );
  if (names.length === 0) return null;
  return (
    <details className="mt-1 text-left">
      <summary className="text-sm text-link">
        {auditWord("changes", language)} ({names.length})
      </summary>
      <dl className="mt-1 grid gap-1 text-sm">
        {names.map((name) => (
          <div key={name}>
            <dt className="font-medium">{name}</dt>
            {before !== null && (
              <dd className="break-all text-muted">
                <span className="sr-only">{auditWord("before", language)}: </span>
                <del>{text(was[name])}</del>
              </dd>
            )}
            <dd className="break-all">
              <span className="sr-only">{auditWord("after", language)}: </span>
              <ins className="no-underline">{text(is[name])}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
