import type { z } from "zod";
import type { Permission } from "#lib/domain/people/permission.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** What presenters need besides the result. */
export type PresentContext = { publicUrl: string };

/**
 * One operation of the manage API, as data: the route is made from it, and so is its page in the OpenAPI document, so
 * that neither can say what the other does not do.
 */
export type Endpoint<P extends Permission, Q extends z.ZodType, B extends z.ZodType, R> = {
  operationId: string;
  /** The first is the documented one; Statuspage also takes PUT for PATCH. */
  methods: readonly [Method, ...Method[]];
  /** As in OpenAPI; the names in braces are those of the folders in app/. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  permission: P;
  query?: Q;
  body?: B;
  maxBodyBytes?: number;
  /** The body is `{ file }`: the bytes that were sent, or the one file of a multipart form. */
  takesFile?: true;
  /** The body may also be protobuf; there is no form of it. */
  takesProtobuf?: true;
  /** How many rows a body counts for, where rows are limited and not only requests. */
  rows?: (body: z.output<B>) => number;
  status: 200 | 201 | 202 | 204;
  answer: z.ZodType | null;
  present: (result: R, context: PresentContext) => unknown;
  /** Of a conflict between two editors: how the noun as it is now is told under `current`; as the answer, if left out. */
  presentCurrent?: (current: R, context: PresentContext) => unknown;
  example: { request?: unknown; response?: unknown };
};

/** For lists of endpoints, where only the description matters. */
export type AnyEndpoint = Omit<
  Endpoint<Permission, z.ZodType, z.ZodType, never>,
  "rows" | "presentCurrent"
> & {
  rows?: unknown;
  presentCurrent?: unknown;
};

export const endpoint = <
  P extends Permission,
  R,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
>(
  definition: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> => definition;
