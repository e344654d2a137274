import { ENDPOINTS } from "./endpoints/index.ts";

type Shape = { segments: string[]; literals: number; methods: Set<string> };

const isParam = (segment: string): boolean => segment.startsWith("{");

const SHAPES: Shape[] = [...Map.groupBy(ENDPOINTS, ({ path }) => path)].map(([path, endpoints]) => {
  const segments = path.split("/");
  const methods = new Set<string>(endpoints.flatMap((endpoint) => endpoint.methods));
  if (methods.has("GET")) methods.add("HEAD");
  return { segments, literals: segments.filter((one) => !isParam(one)).length, methods };
});

/** Methods that an address of the manage API takes; null: there is no such address, or it is none of its nouns. */
export function methodsAt(pathname: string): ReadonlySet<string> | null {
  const parts = pathname.replace(/\/$/, "").split("/");
  let found: Shape | null = null;
  for (const shape of SHAPES) {
    const fits =
      shape.segments.length === parts.length &&
      shape.segments.every((segment, i) => isParam(segment) || segment === parts[i]);
    // A word of ours comes before an id, as in `incidents/unresolved`.
    if (fits && shape.literals > (found?.literals ?? -1)) found = shape;
  }
  return found?.methods ?? null;
}
