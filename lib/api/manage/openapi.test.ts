import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { routesBelow } from "#lib/testing/manage/routes.ts";
import { ENDPOINTS } from "./endpoints/index.ts";
import { errorBody } from "./error.ts";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument("https://status.example.com");
type Operation = {
  operationId: string;
  responses: Record<string, { $ref?: string; content?: Record<string, { example?: unknown }> }>;
};
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, one]) => ({ path, method, one })),
);

describe("the OpenAPI document", () => {
  it("has every route of the API with every method, and none that is not there", async () => {
    const there: string[] = [];
    for (const { path, load } of routesBelow("v1")) {
      if (path === "/v1/openapi.json" || path.includes("...")) continue;
      for (const method of Object.keys(await load())) there.push(`${method} ${path}`);
    }
    const told = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(told.sort()).toEqual(there.sort());
  });

  it("names each operation once", () => {
    const names = operations.map(({ one }) => one.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it("tells every refusal that a route can give, with a body that is one", () => {
    for (const { one } of operations)
      expect(Object.keys(one.responses)).toEqual(expect.arrayContaining(["401", "403", "404", "429", "503"]));
    const refusals = Object.values(document.components?.responses ?? {}) as Operation["responses"][string][];
    expect(refusals.length).toBeGreaterThanOrEqual(9);
    for (const { content } of refusals) errorBody.parse(content!["application/json"]!.example);
  });

  it("resolves every reference within itself", () => {
    const text = JSON.stringify(document);
    for (const [, reference] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = reference!
        .split("/")
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect(target, reference).toBeDefined();
    }
    expect(text).not.toMatch(/"\$schema"/);
  });

  it("is small enough to read over a phone", () => {
    // As it is sent: what repeats in it costs little.
    expect(gzipSync(JSON.stringify(document)).length).toBeLessThan(64_000);
  });
});

describe.each(ENDPOINTS.map((endpoint) => ({ name: endpoint.operationId, endpoint })))(
  "$name",
  ({ endpoint }) => {
    it("has examples that its own schemas accept", () => {
      if (endpoint.body && !endpoint.takesFile) endpoint.body.parse(endpoint.example.request);
      if (endpoint.answer) endpoint.answer.parse(endpoint.example.response);
      else expect(endpoint.status).toBe(204);
    });
  },
);
