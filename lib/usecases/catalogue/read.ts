import { LineCounter, parseDocument } from "yaml";
import { Failure, type Fault } from "#lib/domain/errors.ts";
import { type Catalogue, catalogue } from "#lib/domain/page/catalogue.ts";

const MAX_BYTES = 1_000_000;
/** YAML aliases can grow a small text into a huge document. */
const MAX_ALIASES = 100;

type Parsed = ReturnType<typeof parseDocument>;

/** Line of the value at the path, or of the nearest thing above it that is there. */
function lineOf(parsed: Parsed, counter: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = parsed.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}

const at = (line: number, path: string): string => (path ? `line ${line}, ${path}` : `line ${line}`);

function parse(text: string, counter: LineCounter): Parsed {
  if (text.length > MAX_BYTES)
    throw new Failure("too_large", `The catalogue has more than ${MAX_BYTES} characters`);
  const parsed = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const faults: Fault[] = parsed.errors.map((error) => ({
    path: at(counter.linePos(error.pos[0]).line, ""),
    message: error.message,
  }));
  if (faults.length > 0) throw new Failure("malformed", "The catalogue is not valid YAML", { faults });
  return parsed;
}

function contentOf(parsed: Parsed): unknown {
  try {
    return parsed.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const faults = [{ path: at(1, ""), message: "too many aliases, or one that leads to nothing" }];
    throw new Failure("malformed", "The catalogue is not valid YAML", { faults });
  }
}

/**
 * Reads a catalogue in YAML. @throws Failure malformed (no YAML) or invalid, each fault with its line and path
 */
export function readCatalogue(text: string): Catalogue {
  const counter = new LineCounter();
  const parsed = parse(text, counter);
  const result = catalogue.safeParse(contentOf(parsed));
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({
    path: at(lineOf(parsed, counter, issue.path), issue.path.join(".")),
    message: issue.message,
  }));
  throw new Failure("invalid", "The catalogue has faults", { faults });
}
