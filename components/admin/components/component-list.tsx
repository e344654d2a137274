"use client";
import { useState } from "react";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Done, ReadOnly } from "../objects/notices.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { moved, orderOf, type Place, placesOf } from "./places.ts";
import { ComponentRow, GroupHead } from "./rows.tsx";
import { SortableList } from "./sortable-list.tsx";

type Props = { components: ComponentWithStatus[]; groups: ComponentGroup[]; done: string | undefined };

/** Groups and components in the order of the page, to be moved and opened. */
export function ComponentList({ components, groups, done }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const order = useOrder(placesOf(components, groups));
  const isEmpty = components.length + groups.length === 0;
  return (
    <>
      <PageHead
        title={componentWord("title", language)}
        lead={componentWord("lead", language)}
        action={canWrite && !isEmpty && <NewLinks />}
      />
      <Done done={done} />
      <ReadOnly permission="components:write" />
      <Refusal refusal={order.refusal} />
      {isEmpty ? (
        <Empty
          title={componentWord("empty", language)}
          why={componentWord("empty_why", language)}
          action={canWrite && <NewLinks />}
        />
      ) : (
        <>
          {canWrite && (
            <p className="mb-3 text-sm text-muted max-md:hidden">{componentWord("order_hint", language)}</p>
          )}
          <Places order={order} canWrite={canWrite} />
        </>
      )}
      <div className="mt-4 flex flex-wrap justify-between gap-2">
        <a className="text-sm text-link" href="/admin/components?archived=1">
          {objectWord("show_archived", language)}
        </a>
        <p role="status" className="text-sm text-muted">
          {order.isSaved && componentWord("order_saved", language)}
        </p>
      </div>
    </>
  );
}

function NewLinks() {
  const { language } = useAdmin();
  return (
    <>
      <ButtonLink href="/admin/components/groups/new">{componentWord("new_group", language)}</ButtonLink>
      <ButtonLink look="primary" href="/admin/components/new">
        {componentWord("new_component", language)}
      </ButtonLink>
    </>
  );
}

/** The order on the screen is the one that is wanted; each move is stored at once, and taken back when it is refused. */
function useOrder(given: Place[]) {
  const [places, setPlaces] = useState(given);
  const [isSaved, setSaved] = useState(false);
  const { send, refusal } = useCall();
  const store = async (next: Place[]) => {
    const before = places;
    setPlaces(next);
    setSaved(false);
    const answer = await send("PUT", "component-order", { order: orderOf(next) });
    if (answer.ok) setSaved(true);
    else setPlaces(before);
  };
  const moveMember = (groupId: string, from: number, to: number) =>
    store(
      places.map((place) =>
        place.group && place.id === groupId ? { ...place, members: moved(place.members, from, to) } : place,
      ),
    );
  return {
    places,
    isSaved,
    refusal,
    move: (from: number, to: number) => store(moved(places, from, to)),
    moveMember,
  };
}

const nameOf = (place: Place): string => (place.group ?? place.component).name;

function Places({ order, canWrite }: { order: ReturnType<typeof useOrder>; canWrite: boolean }) {
  const items = order.places.map((place) => ({ id: place.id, name: nameOf(place), place }));
  return (
    <SortableList
      items={items}
      canMove={canWrite}
      onMove={order.move}
      className="grid gap-3"
      row={({ place, name }, handle, at) => {
        const steps = canWrite ? { name, at, count: items.length, onMove: order.move } : null;
        if (!place.group)
          return (
            <div className="rounded-box border border-line bg-surface">
              <ComponentRow component={place.component} handle={handle} steps={steps} />
            </div>
          );
        return (
          <section className="rounded-box border border-line bg-surface" aria-label={name}>
            <GroupHead group={place.group} count={place.members.length} handle={handle} steps={steps} />
            <Members place={place} canWrite={canWrite} onMove={order.moveMember} />
          </section>
        );
      }}
    />
  );
}

function Members({
  place,
  canWrite,
  onMove,
}: {
  place: Extract<Place, { group: ComponentGroup }>;
  canWrite: boolean;
  onMove: (groupId: string, from: number, to: number) => void;
}) {
  const { members } = place;
  const move = (from: number, to: number) => onMove(place.id, from, to);
  return (
    <SortableList
      items={members}
      canMove={canWrite}
      onMove={move}
      className="divide-y divide-line"
      row={(component, handle, at) => (
        <ComponentRow
          component={component}
          handle={handle}
          steps={canWrite ? { name: component.name, at, count: members.length, onMove: move } : null}
          isMember
        />
      )}
    />
  );
}
