import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { readNames, type SloNames } from "#lib/data/slo/names.ts";
import { countSlis, readSliDefinition, readSliDefinitions, storeSli } from "#lib/data/slo/slis.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, type Fault, invalid, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { MAX_SLIS } from "#lib/domain/slo/defining/known.ts";
import { type NewSli, type SliPatch, sourceFault } from "#lib/domain/slo/defining/sli-input.ts";
import type { SliDefinition, StoredSliDefinition } from "#lib/domain/slo/defining/stored.ts";

const FIELDS = ["name", "description", "source", "components"] as const;

/** Components by the names that people read; those that are not there are faults. */
function checked(sli: SliDefinition, { known, idOf, nameOf }: SloNames): SliDefinition {
  const fault = sourceFault(sli.source, sli.kind);
  const faults: Fault[] = fault ? [{ path: "sli.source", message: fault }] : [];
  for (const [i, name] of sli.components.entries())
    if (!known.components.has(name))
      faults.push({ path: `sli.components.${i}`, message: `no such component: ${name}` });
  if (faults.length > 0) throw invalid(faults);
  return { ...sli, components: sli.components.map((name) => nameOf.component(idOf.component(name))) };
}

/** Addresses of sources stay out of the chain: only their kind is told. */
const auditable = ({ key, name, kind, source, components }: SliDefinition) => ({
  ...{ key, name, kind, components },
  source: source.kind,
});

async function store(tx: Tx, pageId: string, sli: SliDefinition, names: SloNames, now: number) {
  const id = await storeSli(tx, pageId, { sli, names }, now);
  return (await readSliDefinition(pageId, id, tx))!;
}

/** Makes an SLI; an archived one of the key comes back. @throws Failure invalid (the key is taken, too many, its source) */
export const createSli = (
  scope: Scope<"slos:write">,
  input: NewSli,
  now: number,
): Promise<StoredSliDefinition> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const names = await readNames(pageId, tx);
    const sli = checked(input, names);
    if (names.known.slis.has(sli.key))
      throw invalid([{ path: "sli.key", message: "another SLI has this key" }]);
    if ((await countSlis(tx, pageId)) >= MAX_SLIS)
      throw invalid([{ path: "sli", message: `a page has at most ${MAX_SLIS} SLIs` }]);
    const before = (await readSliDefinitions(pageId, names, tx)).find(({ key }) => key === sli.key);
    if (before && before.kind !== sli.kind)
      throw invalid([{ path: "sli.kind", message: "the archived SLI of this key is of another kind" }]);
    const result = await store(tx, pageId, sli, names, now);
    return {
      result,
      audit: { action: "sli.create", objectKind: "sli", objectId: result.id, after: auditable(sli) },
      event: { kind: "sli.defined", payload: { sli_id: result.id, key: sli.key } },
    };
  });

/** Changes an SLI; what the patch leaves out stays. @throws Failure not_found, invalid, conflict (changed since it was read) */
export const updateSli = (
  scope: Scope<"slos:write">,
  id: string,
  { revision, ...patch }: SliPatch,
  now: number,
): Promise<StoredSliDefinition> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const before = await readSliDefinition(pageId, id, tx);
    if (!before || before.isArchived) throw notFound("sli");
    if (revision !== undefined && revision !== before.revision)
      throw new Failure(
        "conflict",
        `This SLI was changed since you read it (revision ${before.revision}, yours ${revision})`,
        { current: before },
      );
    const names = await readNames(pageId, tx);
    const after = checked({ ...before, ...given(patch) }, names);
    const changed = difference<SliDefinition>(before, after, FIELDS);
    if (!changed) return { result: before, audit: null, event: null };
    const result = await store(tx, pageId, after, names, now);
    const said = { fields: Object.keys(changed.after), ...auditable(after) };
    return {
      result,
      audit: {
        action: "sli.update",
        objectKind: "sli",
        objectId: id,
        before: auditable(before),
        after: said,
      },
      event: { kind: "sli.defined", payload: { sli_id: id, key: before.key } },
    };
  });
