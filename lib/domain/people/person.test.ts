import { describe, expect, it } from "vitest";
import { email, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, password, personName } from "./person.ts";

describe("a mail address", () => {
  it("is kept without case and without the space around it, since it is compared so", () => {
    expect(email.parse("  Owner@Example.COM\n")).toBe("owner@example.com");
  });

  it.each(["", "owner", "owner@", "@example.com", "a b@example.com", "owner@example", "<owner@example.com>"])(
    "is refused as %j",
    (text) => {
      expect(email.safeParse(text).success).toBe(false);
    },
  );

  it("has an end", () => {
    expect(email.safeParse(`${"a".repeat(250)}@example.com`).success).toBe(false);
  });
});

describe("a password", () => {
  it("is judged by its length alone, and both limits are told", () => {
    expect(password.safeParse("x".repeat(MIN_PASSWORD_LENGTH)).success).toBe(true);
    expect(password.safeParse("x".repeat(MAX_PASSWORD_LENGTH)).success).toBe(true);
    const told = (length: number) => password.safeParse("x".repeat(length)).error?.issues[0]?.message;
    expect(told(MIN_PASSWORD_LENGTH - 1)).toBe("must have at least 12 characters");
    expect(told(MAX_PASSWORD_LENGTH + 1)).toBe("at most 128 characters");
  });

  it("keeps its space: what was typed is what counts", () => {
    expect(password.parse("  twelve or more  ")).toBe("  twelve or more  ");
  });
});

describe("a name", () => {
  it("is one line in any script", () => {
    expect(personName.parse("당직\n담당")).toBe("당직 담당");
    expect(personName.safeParse(" ").success).toBe(false);
  });
});
