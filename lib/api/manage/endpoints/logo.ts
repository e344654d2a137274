import { z } from "zod";
import { MAX_IMAGE_TEXT } from "#lib/domain/images/image.ts";
import { THEME_MODES } from "#lib/domain/page/theme.ts";
import { endpoint } from "../endpoint.ts";
import { pageBody, pageExample, presentPage } from "../page.ts";

const tag = "Pages";
const path = "/v1/pages/{page_id}/logo";
const query = z.object({
  mode: z.enum(THEME_MODES).default("light").meta({ description: "For light or for dark screens" }),
});

export const setLogo = endpoint({
  operationId: "setLogo",
  methods: ["POST"],
  path,
  tag,
  summary: "Upload the logo of the page",
  description: `PNG, JPEG, WebP or SVG, told by the content, at most ${MAX_IMAGE_TEXT}: as the body itself or as the one file of a multipart form. An SVG is written anew without scripts and foreign content. Without a dark logo the light one is shown everywhere.`,
  permission: "settings:write",
  query,
  body: z.object({ file: z.instanceof(Uint8Array) }),
  takesFile: true,
  status: 201,
  answer: pageBody,
  present: presentPage,
  example: { response: pageExample },
});

export const removeLogo = endpoint({
  operationId: "removeLogo",
  methods: ["DELETE"],
  path,
  tag,
  summary: "Take the logo away: the page's name stands alone again",
  permission: "settings:write",
  query,
  status: 200,
  answer: pageBody,
  present: presentPage,
  example: { response: { ...pageExample, logo: { light: null, dark: null } } },
});
