import { describe, expect, it } from "vitest";
import type { MailSeen } from "../network/smtp-sink.ts";
import { checkHistory, checkKills } from "./history.ts";

const mail = (to: string, at: number, messageId = `<${to}>`, connection = 1): MailSeen => ({
  at,
  from: "status@example.com",
  to: to.split(","),
  messageId,
  subject: "",
  bodyHash: "",
  bytes: 1,
  connection,
  answered: "250 taken",
});

describe("the checker of a sink's history", () => {
  it("finds nothing wrong with one mail each", () => {
    expect(checkHistory([mail("a", 1), mail("b", 2)], ["a", "b"])).toEqual({
      recipients: 2,
      missing: [],
      strangers: [],
      duplicates: 0,
      changedIds: [],
      sharedIds: [],
      crowds: 0,
    });
  });

  it("finds who is missing, who is a stranger, copies, changed and shared Message-IDs and crowds", () => {
    const mails = [
      mail("a", 1),
      mail("a", 2),
      mail("b", 3),
      mail("b", 4, "<other>"),
      mail("x", 5, "<a>"),
      mail("c,d", 6),
    ];
    expect(checkHistory(mails, ["a", "b", "z"])).toEqual({
      recipients: 4,
      missing: ["z"],
      strangers: ["x", "c,d"],
      duplicates: 2,
      changedIds: ["b"],
      sharedIds: ["<a>"],
      crowds: 1,
    });
  });

  it("attributes copies to the kill between them and counts the connections of that life", () => {
    const kills = [
      { at: 100, lastConnection: 2 },
      { at: 200, lastConnection: 3 },
    ];
    const mails = [
      mail("a", 90, "<a>", 1),
      mail("b", 95, "<b>", 2),
      mail("d", 101, "<d>", 2),
      mail("a", 150, "<a>", 3),
      mail("c", 160, "<c>", 3),
      mail("c", 170, "<c>", 3),
      mail("d", 165, "<d>", 3),
      mail("b", 250, "<b>", 4),
    ];
    expect(checkKills(mails, kills)).toEqual({
      duplicates: [3, 0],
      connections: [2, 1],
      resumedAfterMs: [50, 50],
      unexplained: 1,
    });
  });
});
