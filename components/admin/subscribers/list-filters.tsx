"use client";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { type ComponentChoice, fullName } from "#lib/domain/incidents/desk/choices.ts";
import {
  addressOf,
  isSubscriberSearch,
  type SubscriberSearch,
  subscriberSearch,
} from "#lib/domain/subscribers/desk/search.ts";
import { SUBSCRIBER_STATES } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";

const PATH = "/admin/subscribers";

/** A plain GET form: the filters are the address. Choosing applies at once. */
export function SubscriberFilters({
  search,
  components,
}: {
  search: SubscriberSearch;
  components: readonly ComponentChoice[];
}) {
  const { language } = useAdmin();
  return (
    <form
      action={PATH}
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]"
      // Filters that say nothing stay out of the address.
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.assign(addressOf(PATH, subscriberSearch(given)));
      }}
    >
      <TextField
        label={subscriberWord("search_label", language)}
        type="search"
        name="q"
        autoComplete="off"
        defaultValue={search.q ?? ""}
        maxLength={200}
      />
      <FilterSelect
        name="channel"
        value={search.channel}
        options={CHANNELS.map((value) => ({ value, text: subscriberWord(value, language) }))}
      />
      <FilterSelect
        name="state"
        value={search.state}
        options={SUBSCRIBER_STATES.map((value) => ({ value, text: subscriberWord(value, language) }))}
      />
      <FilterSelect
        name="component"
        value={search.component}
        options={components.map((one) => ({ value: one.id, text: fullName(one) }))}
      />
      <div className="flex gap-2">
        <Button type="submit">{subscriberWord("apply", language)}</Button>
        {isSubscriberSearch(search) && (
          <ButtonLink look="quiet" href={PATH}>
            {subscriberWord("clear", language)}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

function FilterSelect({
  name,
  value = "",
  options,
}: {
  name: "channel" | "state" | "component";
  value?: string | undefined;
  options: { value: string; text: string }[];
}) {
  const { language } = useAdmin();
  return (
    <SelectField
      label={subscriberWord(name, language)}
      name={name}
      defaultValue={value}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
    >
      <option value="">{subscriberWord(`${name}_all`, language)}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </SelectField>
  );
}
