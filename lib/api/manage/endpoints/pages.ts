import { z } from "zod";
import { type Page, pagePatch } from "#lib/domain/page/page.ts";
import { endpoint } from "../endpoint.ts";
import { pageBody, pageExample, presentPage } from "../page.ts";

const tag = "Pages";

export const listPages = endpoint({
  operationId: "listPages",
  methods: ["GET"],
  path: "/v1/pages",
  tag,
  summary: "The pages that the token may read: its own",
  permission: "page:read",
  status: 200,
  answer: z.array(pageBody),
  present: (pages: Page[], context) => pages.map((page) => presentPage(page, context)),
  example: { response: [pageExample] },
});

export const readPage = endpoint({
  operationId: "readPage",
  methods: ["GET"],
  path: "/v1/pages/{page_id}",
  tag,
  summary: "One page",
  permission: "page:read",
  status: 200,
  answer: pageBody,
  present: presentPage,
  example: { response: pageExample },
});

export const updatePage = endpoint({
  operationId: "updatePage",
  methods: ["PATCH", "PUT"],
  path: "/v1/pages/{page_id}",
  tag,
  summary: "Change settings and texts of the page",
  description:
    "Another time zone counts all days again. Other weights are a new version of the uptime policy.",
  permission: "settings:write",
  body: z.object({ page: pagePatch }),
  status: 200,
  answer: pageBody,
  present: presentPage,
  example: { request: { page: { name: "T-Developer" } }, response: pageExample },
});
