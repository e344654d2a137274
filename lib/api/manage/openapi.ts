import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { id } from "#lib/domain/id.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";
import { errorBody, STATUS_OF } from "./error.ts";

type Document = ReturnType<typeof createDocument>;

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const FILE = { type: "string", format: "binary" } as const;
/** A file as it is, or in a form. */
const FILE_CONTENT = {
  "image/*": { schema: FILE },
  "multipart/form-data": { schema: { type: "object", properties: { file: FILE } } as const },
};
const PROTOBUF_CONTENT = { "application/x-protobuf": { schema: FILE } };

const MEANINGS: Record<string, string> = {
  400: "The body or the Idempotency-Key cannot be read",
  401: "No token, or none that is valid",
  403: "The token lacks the scope",
  404: "Not there, or not the token's to see",
  409: "Something else changed at the same time, or a request with this Idempotency-Key is still being answered",
  413: "The body is too large",
  415: "A content type or an encoding that is not taken",
  422: "Read, but wrong: each fault with its path. Nothing was stored",
  429: "Too many requests or rows: again after Retry-After seconds",
  503: "The database is away: again after Retry-After seconds",
};
const FOR_BODIES = [400, 413, 415, 422];

const errorExample = (status: number) => {
  const message = MEANINGS[status]!;
  const errors = status === 422 ? [{ path: "component.name", message: "must not be empty" }] : [];
  return { message, errors, error: message };
};

/** One object each: the document then holds them once and refers to them. */
const REFUSALS = Object.fromEntries(
  Object.values(STATUS_OF).map((status) => [
    status,
    {
      id: `Refusal${status}`,
      description: MEANINGS[status]!,
      content: { [JSON_TYPE]: { schema: errorBody, example: errorExample(status) } },
    },
  ]),
);

function refusals(endpoint: AnyEndpoint) {
  const statuses = Object.values(STATUS_OF)
    .filter((status) => endpoint.body || !FOR_BODIES.includes(status) || (endpoint.query && status === 422))
    .filter((status) => status !== 409 || endpoint.methods[0] !== "GET");
  return Object.fromEntries(statuses.map((status) => [status, REFUSALS[status]!]));
}

const examples: Record<string, { value: unknown }> = {};
const exampleNames = new Map<string, string>();

/** Many acts answer with the same noun: the document holds each example once and refers to it. */
function shared({ operationId, example: { response: value } }: AnyEndpoint): { $ref: string } {
  const text = JSON.stringify(value);
  const name = exampleNames.get(text) ?? `${operationId}Answer`;
  exampleNames.set(text, name);
  examples[name] ??= { value };
  return { $ref: `#/components/examples/${name}` };
}

function success(endpoint: AnyEndpoint, isFirst: boolean) {
  if (!endpoint.answer) return { [endpoint.status]: { description: "Done" } };
  const examples = isFirst && { examples: { answer: shared(endpoint) } };
  const content = { [JSON_TYPE]: { schema: endpoint.answer, ...examples } };
  return { [endpoint.status]: { description: endpoint.summary, content } };
}

const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .meta({
    description: "The same key within 24 h gets the same answer and changes nothing twice",
    param: { id: "IdempotencyKey" },
  });

/** Every operation names a page, and most of them a key: the document holds each parameter once and refers to it. */
const pathParameters = new Map<string, z.ZodType>();
function pathParameter(name: string): z.ZodType {
  const parameter = pathParameters.get(name) ?? id.meta({ param: { id: name } });
  pathParameters.set(name, parameter);
  return parameter;
}

/** JSON and form bodies, PATCH and PUT: the document holds the schema once and refers to it. */
const namedBody = (endpoint: AnyEndpoint) => endpoint.body?.meta({ id: `${endpoint.operationId}Body` });

function operation(
  endpoint: AnyEndpoint,
  body: AnyEndpoint["body"],
  isFirst: boolean,
): ZodOpenApiOperationObject {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const example = endpoint.example.request;
  return {
    operationId: isFirst ? endpoint.operationId : `${endpoint.operationId}ByPut`,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, `Scope: \`${endpoint.permission}\`.`].filter(Boolean).join("\n\n"),
    requestParams: {
      path: z.object(Object.fromEntries(names.map((name) => [name, pathParameter(name)]))),
      ...(endpoint.query && { query: endpoint.query as z.ZodObject }),
      ...(endpoint.methods[0] === "POST" && { header: z.object({ "Idempotency-Key": idempotencyKey }) }),
    },
    ...(body && {
      requestBody: {
        required: true,
        content: endpoint.takesFile
          ? FILE_CONTENT
          : {
              [JSON_TYPE]: { schema: body, ...(isFirst && { example }) },
              ...(endpoint.takesProtobuf ? PROTOBUF_CONTENT : { [FORM_TYPE]: { schema: body } }),
            },
      },
    }),
    responses: {
      ...success(endpoint, isFirst),
      ...refusals(endpoint),
    } as ZodOpenApiOperationObject["responses"],
  };
}

function paths(): ZodOpenApiPathsObject {
  const result: ZodOpenApiPathsObject = {};
  for (const endpoint of ENDPOINTS) {
    const body = namedBody(endpoint);
    for (const [i, method] of endpoint.methods.entries())
      result[endpoint.path] = {
        ...result[endpoint.path],
        [method.toLowerCase()]: operation(endpoint, body, i === 0),
      };
  }
  return result;
}

let made: Document | undefined;

/** The OpenAPI 3.1 description of the manage API, made of the very schemas that check its requests. */
export function openApiDocument(publicUrl: string): Document {
  made ??= createOurs();
  return { ...made, servers: [{ url: publicUrl }] };
}

function createOurs(): Document {
  const described = paths();
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "T-Developer Status: manage API",
      version: "1",
      description:
        "The nouns of Statuspage's manage API with the same bodies, and ours beside them. JSON or form bodies. Limits: 100 requests a second for one token, in bursts of 300; samples and measurements 50,000 rows a second. Lists take `limit` (at most 100) and `page`.",
    },
    security: [{ token: [] }, { oauth: [] }, { query: [] }],
    components: {
      examples,
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        oauth: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: "`OAuth KEY`, as clients of Statuspage send it",
        },
        query: { type: "apiKey", in: "query", name: "api_key" },
      },
    },
    paths: described,
  });
}
