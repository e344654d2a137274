import { describe, expect, it } from "vitest";
import { importFaults } from "./import-table.ts";
import { isTest, type Node, parse, readSource, sourceFiles, walk } from "./source.ts";

/** Globals of Node that open connections without any import. */
const DIALLING_GLOBALS = new Set(["fetch", "WebSocket", "WebSocketStream", "EventSource", "XMLHttpRequest"]);
/** Ways around the import table: another module system, another process. */
const DETOURS = new Set(["require", "createRequire", "getBuiltinModule", "binding"]);
/** lib/net is the dialler; the others speak to their own machine only (and tests to their own servers). */
const MAY_DIAL = /^lib\/(net|server|setup|testing)\//;
/** Scripts of the browser: their requests go to our own origin, which the content security policy holds them to. */
const IS_FOR_BROWSERS = /^components\/|\.tsx$/;

const nameOf = (node: Node | undefined): string | undefined => {
  if (node?.type === "Identifier") return node.name as string;
  return node?.type === "MemberExpression" ? nameOf(node.property as Node) : undefined;
};

/** Every call in one file that opens a connection past lib/net. */
function diallings(path: string, text: string): string[] {
  const found: string[] = [];
  walk(parse(path, text), (node) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return;
    const callee = node.callee as Node;
    const name = nameOf(callee);
    const isOwnMethod = callee.type === "MemberExpression" && nameOf(callee.object as Node) !== "globalThis";
    if (name !== undefined && (DETOURS.has(name) || (DIALLING_GLOBALS.has(name) && !isOwnMethod)))
      found.push(`${path} calls ${name}`);
  });
  return found;
}

const watched = () =>
  sourceFiles().filter((path) => !isTest(path) && !MAY_DIAL.test(path) && !IS_FOR_BROWSERS.test(path));

describe("one way out", () => {
  it("is the only one: nothing outside lib/net dials", () => {
    expect(watched().flatMap((path) => diallings(path, readSource(path)))).toEqual([]);
  });

  it.each([
    'await fetch("http://169.254.169.254/");',
    'await globalThis.fetch("https://example.com");',
    'new WebSocket("wss://example.com");',
    'new EventSource("https://example.com");',
    'const net = require("node:net");',
    'const net = process.getBuiltinModule("node:net");',
    "const load = createRequire(import.meta.url);",
  ])("notices %s", (code) => {
    expect(diallings("lib/usecases/bad.ts", code)).toHaveLength(1);
  });

  it.each([
    'import { connect } from "node:net";',
    'import * as tls from "node:tls";',
    'import http from "http";',
    'import { request } from "undici";',
    'import { lookup } from "node:dns/promises";',
    'import { createSocket } from "node:dgram";',
    'const net = await import("node:net");',
  ])("and the import table notices %s", (code) => {
    for (const layer of ["probes", "channels", "usecases", "worker", "data", "web"])
      expect(importFaults(`lib/${layer}/bad.ts`, code)).toHaveLength(1);
  });

  it.each([
    'import { createTransport } from "nodemailer";',
    'import twilio from "twilio";',
    'const twilio = await import("twilio");',
    'import RequestClient from "twilio/lib/base/RequestClient.js";',
    'import { IncomingWebhook } from "@slack/webhook";',
  ])("and keeps what sends messages in one folder: %s", (code) => {
    for (const layer of ["usecases", "worker", "web", "messages", "probes"])
      expect(importFaults(`lib/${layer}/bad.ts`, code)).toHaveLength(1);
    expect(importFaults("lib/channels/good.ts", code)).toEqual([]);
  });

  it("lets a signature be checked anywhere", () => {
    const code = 'import { validateRequest } from "twilio/lib/webhooks/webhooks.js";';
    expect(importFaults("lib/usecases/good.ts", code)).toEqual([]);
  });

  it("lets methods and types of the same name pass", () => {
    const code = 'type F = typeof fetch; await loader.fetch("x"); const fetch = 1;';
    expect(diallings("lib/usecases/good.ts", code)).toEqual([]);
  });
});
