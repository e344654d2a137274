import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions, readDefinition, sloIdOf } from "#lib/data/slo/definitions.ts";
import { readNames, type SloNames } from "#lib/data/slo/names.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { readSliDefinitions, storeSli } from "#lib/data/slo/slis.ts";
import { readTiers, storeTier } from "#lib/data/slo/tiers.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import { Failure, type Fault } from "#lib/domain/errors.ts";
import { type OpenSloContent, readOpenSlo } from "#lib/domain/openslo/read.ts";
import { inOrderOfLines } from "#lib/domain/openslo/spot.ts";
import { type Change, changeOf } from "#lib/domain/slo/defining/changes.ts";
import { definitionFaults, definitionNotes } from "#lib/domain/slo/defining/faults.ts";
import { type Known, MAX_SLIS, MAX_TIERS } from "#lib/domain/slo/defining/known.ts";
import { normalDefinition } from "#lib/domain/slo/defining/normal.ts";
import type { SliDefinition } from "#lib/domain/slo/defining/stored.ts";
import { type TierDefinition, wirePromises } from "#lib/domain/slo/defining/tier-input.ts";
import { wireOf } from "#lib/domain/slo/defining/wire.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import { defineInside } from "./define.ts";

/** A text of OpenSLO; of several, each has a name that stands before its lines. */
export type Document = { name?: string; text: string };
export type Imported = {
  /** Everything that the documents say, in their order: tiers, SLIs, SLOs. */
  changes: Change[];
  /** What is read in another way than others may mean it, each with its line. */
  notes: Fault[];
  isDryRun: boolean;
};
export type ImportOptions = { now: number; dryRun?: boolean };

type Read = { document: Document; content: OpenSloContent };
type Effects = { audits: Audit[]; events: Event[]; changes: Change[] };
type Import = { tx: Tx; scope: Scope<"slos:write">; now: number; effects: Effects };

/** Reads all documents; an SLO may name an SLI of another one. */
function readAll(documents: readonly Document[], names: SloNames): Read[] {
  const onPage = [...names.known.slis.keys()];
  const first = documents.map(({ text }) => readOpenSlo(text, onPage));
  const keys = first.flatMap(({ slis }) => slis.map(({ value }) => value.key));
  return documents.map((document) => ({
    document,
    content: readOpenSlo(document.text, [...onPage, ...keys]),
  }));
}

/** What definitions may name once everything is there. SLIs with faults are told of once, at their own line. */
function knownWith(read: readonly Read[], { known }: SloNames): Known {
  const faulty = read.flatMap(({ content }) => [...content.declaredSlis]);
  const slis = read.flatMap(({ content }) => content.slis.map(({ value }) => value));
  const tiers = read.flatMap(({ content }) => content.tiers.map(({ value }) => value.key));
  return {
    ...known,
    tiers: new Set([...known.tiers, ...tiers]),
    slis: new Map([
      ...faulty.map((key) => [key, "latency"] as const),
      ...known.slis,
      ...slis.map(({ key, kind }) => [key, kind] as const),
    ]),
  };
}

/** Compares what the documents say with the page: faults and notes go to the lines of what they are about. */
function check(read: readonly Read[], names: SloNames): void {
  const known = knownWith(read, names);
  for (const { content } of read) {
    for (const { value, spotOf } of content.slis)
      for (const name of value.components)
        if (!known.components.has(name)) spotOf("components").fault(`no such component: ${name}`);
    for (const { value, spotOf } of content.slos) {
      const slo = normalDefinition(value);
      for (const { path, message } of definitionFaults(slo, known)) spotOf(path).fault(message);
      for (const { path, message } of definitionNotes(slo)) spotOf(path).note(message);
    }
  }
}

/** Findings of all documents, by document and line. */
function findingsOf(read: readonly Read[], kind: "faults" | "notes"): Fault[] {
  return read.flatMap(({ document, content }) =>
    inOrderOfLines(content.findings[kind]).map(({ path, message }) => ({
      path: document.name === undefined ? path : `${document.name}, ${path}`,
      message,
    })),
  );
}

const wireTier = ({ key, name, description, translations, promises }: TierDefinition) => ({
  ...{ key, name, description, translations },
  promises: wirePromises(promises),
});
const wireSli = ({ key, name, description, kind, source, components }: SliDefinition) => ({
  ...{ key, name, description, kind, source, components },
});

async function importTiers({ tx, scope, now, effects }: Import, read: readonly Read[]): Promise<void> {
  const { pageId } = scope;
  const stored = new Map((await readTiers(pageId, undefined, tx)).map((tier) => [tier.key, tier]));
  const given = read.flatMap(({ content }) => content.tiers.map(({ value }) => value));
  for (const tier of given) {
    const known = stored.get(tier.key);
    const told = changeOf({ noun: "tier", key: tier.key }, known ? wireTier(known) : null, wireTier(tier));
    effects.changes.push(told);
    if (told.act === "same") continue;
    const { id } = await storeTier(tx, pageId, tier, now);
    const action = told.act === "add" ? "tier.create" : "tier.update";
    const after = { key: tier.key, fields: told.fields.map(({ path }) => path) };
    effects.audits.push({ action, objectKind: "tier", objectId: id, after });
    effects.events.push({ kind: "tier.defined", payload: { tier_id: id, key: tier.key } });
    stored.set(tier.key, { ...tier, id, pageId, position: 0 });
  }
  if (stored.size > MAX_TIERS) throw tooMany(`a page has at most ${MAX_TIERS} tiers`);
}

const tooMany = (message: string) => new Failure("invalid", message);

async function importSlis({ tx, scope, now, effects }: Import, read: readonly Read[]): Promise<void> {
  const { pageId } = scope;
  const names = await readNames(pageId, tx);
  const stored = new Map<string, SliDefinition & { isArchived: boolean }>(
    (await readSliDefinitions(pageId, names, tx)).map((sli) => [sli.key, sli]),
  );
  for (const { value: sli, spotOf } of read.flatMap(({ content }) => content.slis)) {
    const known = stored.get(sli.key);
    if (known && known.kind !== sli.kind)
      spotOf("kind").fault(`the figures of this SLI are of the kind ${known.kind}: others need another name`);
    const before = known && !known.isArchived ? wireSli(known) : null;
    const named = {
      ...sli,
      components: sli.components.map((name) => names.nameOf.component(names.idOf.component(name))),
    };
    const told = changeOf({ noun: "sli", key: sli.key }, before, wireSli(named));
    effects.changes.push(told);
    if (told.act === "same") continue;
    const id = await storeSli(tx, pageId, { sli, names }, now);
    const action = told.act === "add" ? "sli.create" : "sli.update";
    const after = { key: sli.key, fields: told.fields.map(({ path }) => path) };
    effects.audits.push({ action, objectKind: "sli", objectId: id, after });
    effects.events.push({ kind: "sli.defined", payload: { sli_id: id, key: sli.key } });
    stored.set(sli.key, { ...named, isArchived: false });
  }
  if (stored.size > MAX_SLIS) throw tooMany(`a page has at most ${MAX_SLIS} SLIs`);
}

async function importSlos({ tx, scope, now, effects }: Import, read: readonly Read[]): Promise<void> {
  for (const { content } of read)
    for (const { value, spotOf } of content.slos) {
      const id = await sloIdOf(tx, scope.pageId, value.key);
      const stored = id === null ? null : await readDefinition(scope.pageId, id, tx);
      const isInUse = stored !== null && stored.archivedAt === null;
      // A document that says nothing of an escalation policy leaves the one that was chosen.
      const policyId = value.settings.policyId ?? stored?.definition.settings.policyId ?? null;
      const slo = { ...value, settings: { ...value.settings, policyId } };
      try {
        const { result, audits, events } = await defineInside(tx, scope, slo, { now });
        const before = isInUse ? wireOf(stored.definition) : null;
        effects.changes.push(changeOf({ noun: "slo", key: value.key }, before, wireOf(result.definition)));
        effects.audits.push(...audits);
        effects.events.push(...events);
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== "invalid") throw error;
        for (const { path, message } of error.faults) spotOf(path.replace(/^slo\./, "")).fault(message);
      }
    }
}

function requireNoFaults(read: readonly Read[]): void {
  const faults = findingsOf(read, "faults");
  if (faults.length > 0)
    throw new Failure("invalid", "The document has faults: nothing was applied", {
      faults: faults.slice(0, 100),
    });
}

/** Thrown to leave a transaction without a trace; carries what it would have done, and what objectives there would be. */
class DryRun extends Error {
  readonly changes: Change[];
  readonly objectives: StoredObjective[];
  constructor(changes: Change[], objectives: StoredObjective[]) {
    super("dry run");
    this.changes = changes;
    this.objectives = objectives;
  }
}

type Applied = Imported & { objectives: StoredObjective[] };

async function apply(
  scope: Scope<"slos:write">,
  documents: readonly Document[],
  { now, dryRun = false }: ImportOptions,
): Promise<Applied> {
  let notes: Fault[] = [];
  const work = async (tx: Tx) => {
    await lockDefinitions(tx, scope.pageId);
    const names = await readNames(scope.pageId, tx);
    const read = readAll(documents, names);
    check(read, names);
    requireNoFaults(read);
    notes = findingsOf(read, "notes");
    const site: Import = { tx, scope, now, effects: { audits: [], events: [], changes: [] } };
    await importTiers(site, read);
    await importSlis(site, read);
    await importSlos(site, read);
    requireNoFaults(read);
    const { changes, audits, events } = site.effects;
    if (dryRun) throw new DryRun(changes, await readObjectives(scope.pageId, tx));
    if (audits.length === 0) return { result: changes, audit: null, event: null };
    return { result: changes, audit: audits, event: events };
  };
  try {
    return { changes: await change(scope, work), notes, isDryRun: false, objectives: [] };
  } catch (error) {
    if (error instanceof DryRun)
      return { changes: error.changes, notes, isDryRun: true, objectives: error.objectives };
    throw error;
  }
}

/**
 * Makes tiers, SLIs and SLOs of the page what texts in OpenSLO say, all of it or nothing. Things are found by their keys; what
 * the texts do not name stays. A dry run does everything and leaves no trace: what it tells is what would happen.
 * @throws Failure too_large, malformed (no YAML), invalid (every fault with its line)
 */
export async function importOpenSlo(
  scope: Scope<"slos:write">,
  documents: readonly Document[],
  options: ImportOptions,
): Promise<Imported> {
  const { changes, notes, isDryRun } = await apply(scope, documents, options);
  return { changes, notes, isDryRun };
}

/**
 * The objectives of the SLOs that texts in OpenSLO define as judging would read them, had they been applied; nothing is.
 * @throws Failure as importOpenSlo
 */
export async function readProposedObjectives(
  scope: Scope<"slos:write">,
  documents: readonly Document[],
  now: number,
): Promise<StoredObjective[]> {
  const { changes, objectives } = await apply(scope, documents, { now, dryRun: true });
  const keys = new Set(changes.filter(({ noun }) => noun === "slo").map(({ key }) => key));
  return objectives.filter(({ sloKey }) => keys.has(sloKey));
}
