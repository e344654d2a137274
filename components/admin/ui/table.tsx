import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers and times stand right. */
  isNumeric?: boolean;
};

/** A table with a sticky head; on phones each row becomes a card whose cells carry their heads. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <div className="rounded-box border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-md:sr-only">
          <tr>
            {columns.map(({ key, head, isNumeric }) => (
              <th
                key={key}
                scope="col"
                className={`sticky top-0 z-10 border-b border-line bg-surface px-4 py-2 text-sm font-medium text-muted first:rounded-tl-box last:rounded-tr-box ${isNumeric ? "text-right" : ""}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className="border-line not-last:border-b max-md:block max-md:px-4 max-md:py-3"
            >
              {columns.map(({ key, head, cell, isNumeric }) => (
                <td
                  key={key}
                  className={`px-4 py-2 align-top max-md:flex max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-0.5 ${isNumeric ? "md:text-right" : ""}`}
                >
                  <span aria-hidden="true" className="shrink-0 text-sm text-muted md:hidden">
                    {head}
                  </span>
                  <div className="min-w-0 max-md:text-right">{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
