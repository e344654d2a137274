"use client";
import { Button, ButtonLink } from "./button.tsx";
import { SelectField, TextField } from "./field.tsx";

/** A filter with few answers. `all` is said when it is not used. */
export type FilterSelect = {
  name: string;
  label: string;
  all: string;
  value: string | undefined;
  options: readonly { value: string; text: string }[];
};

type Props = {
  /** Of the list without filters. */
  path: string;
  /** What was searched for. */
  q: string | undefined;
  isFiltered: boolean;
  selects: readonly FilterSelect[];
  texts: { search: string; apply: string; clear: string };
  /** The address of the list with these filters; those that say nothing stay out of it. */
  hrefOf: (given: Record<string, string>) => string;
};

/** A plain GET form: the filters are the address, so that a list can be sent to somebody. Choosing applies at once. */
export function ListFilters({ path, q, isFiltered, selects, texts, hrefOf }: Props) {
  return (
    <form
      action={path}
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.assign(hrefOf(given));
      }}
    >
      <TextField
        label={texts.search}
        type="search"
        name="q"
        autoComplete="off"
        defaultValue={q ?? ""}
        maxLength={200}
      />
      {selects.map(({ name, label, all, value = "", options }) => (
        <SelectField
          key={name}
          label={label}
          name={name}
          defaultValue={value}
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
        >
          <option value="">{all}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </SelectField>
      ))}
      <div className="flex gap-2">
        <Button type="submit">{texts.apply}</Button>
        {isFiltered && (
          <ButtonLink look="quiet" href={path}>
            {texts.clear}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
