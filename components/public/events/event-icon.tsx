import { StateIcon } from "#components/ui/icons.tsx";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import { isAnnouncement, toneOf } from "./event-looks.ts";

/** The shape of an impact; an announcement has its own, as it tells of no trouble. */
export function EventIcon({ event }: { event: PublicEvent }) {
  if (!isAnnouncement(event)) return <StateIcon state={toneOf(event)} />;
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="8" />
      <path className="cut" d="M8 7.4v4.2M8 4.4v.2" />
    </svg>
  );
}
