import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn } from "#lib/testing/people.ts";

withDatabase();

const json = { component: { name: "", group_id: "zzzzzzzzzzzz" } };

describe("refusals", () => {
  it("speak Korean to a person who reads it, English to any other", async () => {
    const { pageId, base } = await newWorld();
    const person = await makePerson(pageId, "manager");
    const told = async (language: string) => {
      const headers = { ...signedIn(person), "accept-language": language };
      const { status, body } = await call("POST", `${base}/components`, { headers, json });
      expect(status).toBe(422);
      return [body.message, (body.errors as unknown as { path: string; message: string }[])[0]];
    };
    const english = ["The request has faults", { path: "component.name", message: "must not be empty" }];
    expect(await told("ko")).toEqual([
      "입력한 내용에 고칠 곳이 있습니다",
      { path: "component.name", message: "비워 둘 수 없습니다" },
    ]);
    expect(await told("ko-KR,ko;q=0.9,en;q=0.8")).toEqual(await told("ko"));
    for (const language of ["en", "en-US,en;q=0.9,ko;q=0.1", "fr", ""])
      expect(await told(language)).toEqual(english);
  });

  it("speak English to tokens, whatever they accept", async () => {
    const { owner, base } = await newWorld();
    const headers = { "accept-language": "ko" };
    const { body } = await call("POST", `${base}/components`, { token: owner, headers, json });
    expect(body.message).toBe("The request has faults");
  });
});
