import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, visit } from "yaml";
import { Failure, type Fault } from "../errors.ts";

export const MAX_DOCUMENT_LENGTH = 1_000_000;
const MAX_FAULTS = 100;

/** What is found in one text, with the line of each thing. */
export type Findings = { faults: Fault[]; notes: Fault[] };

type Source = { document: Document; counter: LineCounter; findings: Findings };
type Step = string | number;

/** A place in a YAML text: what stands there, on which line, and how to say that it is wrong. */
export class Spot {
  private readonly source: Source;
  private readonly path: readonly Step[];

  constructor(source: Source, path: readonly Step[] = []) {
    this.source = source;
    this.path = path;
  }

  private get node(): unknown {
    return this.path.length === 0
      ? this.source.document.contents
      : this.source.document.getIn(this.path, true);
  }

  /** Of the value, or of the nearest thing above it that is there. */
  get line(): number {
    const { document, counter } = this.source;
    for (let length = this.path.length; length >= 0; length--) {
      const path = this.path.slice(0, length);
      const node = (length === 0 ? document.contents : document.getIn(path, true)) as
        | { range?: [number, number, number] | null }
        | null
        | undefined;
      if (node?.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }

  /** "line 12, spec.objectives.0.target" */
  get label(): string {
    return this.path.length === 0 ? `line ${this.line}` : `line ${this.line}, ${this.path.join(".")}`;
  }

  at(...steps: Step[]): Spot {
    return new Spot(this.source, [...this.path, ...steps]);
  }

  fault(message: string): void {
    this.source.findings.faults.push({ path: this.label, message });
  }

  note(message: string): void {
    this.source.findings.notes.push({ path: this.label, message });
  }

  /** Something stands here that is not null. */
  get exists(): boolean {
    const { node } = this;
    return node !== undefined && node !== null && !(isScalar(node) && node.value === null);
  }

  /** Names of the fields of a mapping. */
  keys(): string[] {
    const { node } = this;
    if (!isMap(node)) return [];
    return node.items.map(({ key }) => (isScalar(key) ? String(key.value) : String(key)));
  }

  isMapping(): boolean {
    return isMap(this.node);
  }

  /** The entries of a list; none where there is none. Something else is a fault. */
  entries(): Spot[] {
    const { node } = this;
    if (isSeq(node)) return node.items.map((_, i) => this.at(i));
    if (this.exists) this.fault("must be a list");
    return [];
  }

  /** A text as it was written: "0.10" stays "0.10". Undefined where nothing stands. */
  text(): string | undefined {
    const { node } = this;
    if (!this.exists) return undefined;
    if (isScalar(node) && typeof node.value !== "object")
      return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
    this.fault("must be a single value");
    return undefined;
  }

  required(what: string): string {
    const text = this.text();
    if (text !== undefined && text.trim() !== "") return text;
    this.fault(`${what} is missing`);
    return "";
  }

  /** One of some words, or a fault that tells them. */
  oneOf<T extends string>(words: readonly T[], text = this.text()): T | undefined {
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text);
    if (found === undefined) this.fault(`must be one of ${words.join(", ")}`);
    return found;
  }

  /** Whatever stands here, as plain values. */
  plain(): unknown {
    const { node } = this;
    return node && typeof node === "object" && "toJS" in node
      ? (node as { toJS: (document: Document) => unknown }).toJS(this.source.document)
      : undefined;
  }

  /** Fields that nobody reads are faults: a misspelt one would otherwise be silence. */
  only(...known: readonly string[]): void {
    if (this.exists && !this.isMapping()) this.fault("must be a mapping");
    for (const key of this.keys())
      if (!known.includes(key)) this.at(key).fault(`unknown field (known: ${known.join(", ")})`);
  }
}

function isAliased(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found || isAlias(document.contents);
}

/**
 * Every object of a YAML text: one a document, or a list of them. @throws Failure too_large; malformed (no YAML), with lines
 */
export function spotsOf(text: string): { spots: Spot[]; findings: Findings } {
  if (text.length > MAX_DOCUMENT_LENGTH)
    throw new Failure("too_large", `The document has more than ${MAX_DOCUMENT_LENGTH} characters`);
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false });
  const documents = "empty" in parsed ? [] : parsed;
  const findings: Findings = { faults: [], notes: [] };
  const errors = documents.flatMap(({ errors: found }) => found);
  if (errors.length > 0)
    throw new Failure("malformed", "The document is not valid YAML", {
      faults: errors
        .slice(0, MAX_FAULTS)
        .map(({ pos, message }) => ({ path: `line ${counter.linePos(pos[0]).line}`, message })),
    });
  const spots = documents.flatMap((document) => {
    const root = new Spot({ document, counter, findings });
    if (!root.exists) return [];
    if (isAliased(document)) {
      root.fault("anchors with aliases (*name) are not read: write the value out");
      return [];
    }
    return isSeq(document.contents) ? root.entries() : [root];
  });
  return { spots, findings };
}

/** The findings of one text from its first line to its last. */
export function inOrderOfLines(found: readonly Fault[]): Fault[] {
  const lineOf = ({ path }: Fault) => Number(/^line (\d+)/.exec(path)?.[1] ?? 0);
  return found.toSorted((a, b) => lineOf(a) - lineOf(b));
}

/** Refuses everything if anything is wrong. @throws Failure invalid, each fault with its line */
export function requireFaultless({ faults }: Findings): void {
  if (faults.length === 0) return;
  throw new Failure("invalid", "The document has faults: nothing was applied", {
    faults: inOrderOfLines(faults).slice(0, MAX_FAULTS),
  });
}
