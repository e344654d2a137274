import { type Node, parse, readSource, sourceFiles, walk } from "./source.ts";

/** Where refusals are made that a person may read in the admin. The rest speaks to operators and machines. */
const READ_BY_PEOPLE = /^lib\/(domain|usecases|web|data\/scope)/;
const OTHERS =
  /^lib\/(domain\/(audit|words|alerts\/(?!source|rules))|usecases\/(audit|catalogue|alerts\/|requests\/answer)|web\/alerts|domain\/page\/catalogue)/;
/** Calls of a schema whose last text is what a fault says. */
const SCHEMA_CALLS = new Set("min max length regex refine date url email string addIssue number".split(" "));
/** Calls that tell what is wrong, or worth knowing, at a place in a document. */
const DOCUMENT_CALLS = new Set(["fault", "note"]);

/** The text of a literal, its holes as digits: what a message looks like. Null for anything else. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type !== "TemplateLiteral") return null;
  const quasis = node.quasis as { value: { cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join("7");
}

function messagesOf(node: Node): (Node | undefined)[] {
  const args = (node.arguments ?? []) as Node[];
  const callee = node.callee as Node | undefined;
  if (node.type === "NewExpression" && callee?.name === "Failure") return [args[1]];
  if (node.type === "Property" && (node.key as Node).name === "message") return [node.value as Node];
  if (node.type !== "CallExpression") return [];
  const name = (callee?.property as Node | undefined)?.name;
  if (typeof name !== "string") return [];
  return SCHEMA_CALLS.has(name) || DOCUMENT_CALLS.has(name) ? [args.at(-1)] : [];
}

/** Every sentence with which the product refuses something to a person, holes filled with 7. */
export function faultMessages(): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = [];
  for (const path of sourceFiles().filter((one) => READ_BY_PEOPLE.test(one) && !OTHERS.test(one))) {
    walk(parse(path, readSource(path)), (node) => {
      for (const given of messagesOf(node)) {
        const message = textOf(given);
        if (message?.includes(" ")) found.push({ path, message });
      }
    });
  }
  return found;
}
