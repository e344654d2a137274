import { describe, expect, it } from "vitest";
import { csvParts, recordsOf } from "./csv-parts.ts";

describe("records of CSV", () => {
  it("are told with the line at which they begin", () => {
    expect(recordsOf("email\na@b.c\n\nd@e.f\r\n")).toEqual([
      { text: "email", line: 1 },
      { text: "a@b.c", line: 2 },
      { text: "d@e.f", line: 4 },
    ]);
  });

  it("hold the line breaks inside of quotes", () => {
    expect(recordsOf('email,note\na@b.c,"two\nlines, ""quoted"""\nd@e.f,').map(({ line }) => line)).toEqual([
      1, 2, 4,
    ]);
  });

  it("begin after a byte order mark, and are none in an empty file", () => {
    expect(recordsOf("\uFEFFemail")).toEqual([{ text: "email", line: 1 }]);
    expect(recordsOf(" \n\n")).toEqual([]);
  });

  it("end with the file where a quote is left open: the parser says what is wrong", () => {
    expect(recordsOf('email\n"a@b.c\nd@e.f')).toHaveLength(2);
  });
});

describe("parts of CSV", () => {
  it("each have the heading line, and know where they begin", () => {
    const csv = ["email", ...Array.from({ length: 5 }, (_, n) => `s${n}@example.com`)].join("\n");
    expect(csvParts(csv, 2)).toEqual([
      { text: "email\ns0@example.com\ns1@example.com", lines: [2, 3] },
      { text: "email\ns2@example.com\ns3@example.com", lines: [4, 5] },
      { text: "email\ns4@example.com", lines: [6] },
    ]);
  });

  it("are none of a heading alone", () => {
    expect(csvParts("email\n")).toEqual([]);
  });
});
