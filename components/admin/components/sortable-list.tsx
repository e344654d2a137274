"use client";
import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { type ReactNode, useEffect, useId, useState } from "react";
import { componentWord } from "#lib/domain/words/components.ts";
import { useAdmin } from "../client/context.tsx";

type Item = { id: string; name: string };
type Props<T extends Item> = {
  items: readonly T[];
  /** `isMovable` is false until the page is alive: then there is nothing to hold yet. */
  row: (item: T, handle: ReactNode, at: number) => ReactNode;
  onMove: (from: number, to: number) => void;
  canMove: boolean;
  className?: string;
};

/** Longest press that is still a tap, not the begin of a drag. */
const TOUCH_DELAY_MS = 200;

/** What a screen reader hears while something is moved. */
function useAnnouncements(items: readonly Item[]): Announcements {
  const { language } = useAdmin();
  const told = (key: "dnd_picked" | "dnd_moved" | "dnd_dropped", id: unknown, over: unknown) => {
    const name = items.find((item) => item.id === id)?.name ?? "";
    const at = items.findIndex((item) => item.id === over) + 1;
    return componentWord(key, language, { name, at, count: items.length });
  };
  const name = (id: unknown) => items.find((item) => item.id === id)?.name ?? "";
  return {
    onDragStart: ({ active }) => told("dnd_picked", active.id, active.id),
    onDragOver: ({ active, over }) => (over ? told("dnd_moved", active.id, over.id) : undefined),
    onDragEnd: ({ active, over }) => (over ? told("dnd_dropped", active.id, over.id) : undefined),
    onDragCancel: ({ active }) => componentWord("dnd_cancelled", language, { name: name(active.id) }),
  };
}

/**
 * A list whose rows are moved by pointer, touch or keyboard. Until the page is alive the rows stand still: the library
 * writes style attributes, which the page's policy takes from scripts only.
 */
export function SortableList<T extends Item>({ items, row, onMove, canMove, className }: Props<T>) {
  const { language } = useAdmin();
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: TOUCH_DELAY_MS, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useAnnouncements(items);
  const id = useId();
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const [from, to] = [active.id, over?.id].map((one) => items.findIndex((item) => item.id === one));
    if (from !== undefined && to !== undefined && to >= 0 && from !== to) onMove(from, to);
  };
  if (!isAlive || !canMove)
    return (
      <ul className={className}>
        {items.map((item, at) => (
          <li key={item.id}>{row(item, null, at)}</li>
        ))}
      </ul>
    );
  const screenReaderInstructions = { draggable: componentWord("dnd_instructions", language) };
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions }}
      onDragEnd={onDragEnd}
    >
      <SortableContext items={items.map((item) => item.id)} strategy={verticalListSortingStrategy}>
        <ul className={className}>
          {items.map((item, at) => (
            <SortableRow key={item.id} item={item}>
              {(handle) => row(item, handle, at)}
            </SortableRow>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function SortableRow({ item, children }: { item: Item; children: (handle: ReactNode) => ReactNode }) {
  const { language } = useAdmin();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: item.id });
  const style = {
    transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined,
    transition,
  };
  return (
    <li ref={setNodeRef} style={style} className={isDragging ? "relative z-10 opacity-80" : undefined}>
      {children(
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={componentWord("move", language, { name: item.name })}
          className="grid size-10 flex-none cursor-grab touch-none place-items-center rounded-box text-muted hover:bg-page"
        >
          <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
            <path
              fill="currentColor"
              d="M5 3h2v2H5zm4 0h2v2H9zM5 7h2v2H5zm4 0h2v2H9zm-4 4h2v2H5zm4 0h2v2H9z"
            />
          </svg>
        </button>,
      )}
    </li>
  );
}
