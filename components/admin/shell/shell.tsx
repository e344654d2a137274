"use client";
import { usePathname } from "next/navigation";
import { word } from "#lib/domain/glossary.ts";
import { holdsRole } from "#lib/domain/people/permission.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { Keyboard } from "./keyboard.tsx";
import { PLACES, type Place, placeOf } from "./places.ts";
import { SessionMenu } from "./session-menu.tsx";

const LINK =
  "flex min-h-10 items-center rounded-box px-3 no-underline hover:bg-page aria-[current=page]:bg-info-tint aria-[current=page]:font-semibold aria-[current=page]:text-info";

/** The frame of every admin screen: a rail at the left, on phones a bar at the bottom. */
export function Shell({ children }: { children: React.ReactNode }) {
  const { language, pageName, person } = useAdmin();
  const here = placeOf(usePathname())?.key;
  const places = PLACES.filter(({ permission }) => holdsRole(person.role, permission));
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3"
      >
        {shellWord("skip", language)}
      </a>
      <nav
        aria-label={shellWord("navigation", language)}
        className="sticky top-0 flex h-dvh flex-col overflow-y-auto border-r border-line bg-surface p-3 max-md:hidden"
      >
        <p className="px-3 pt-2 pb-4 font-semibold">{word("status_of", language, { name: pageName })}</p>
        {holdsRole(person.role, "incidents:write") && (
          <a
            href="/admin/incidents/new"
            className="mb-4 flex min-h-10 items-center justify-center rounded-box bg-accent px-3 font-medium text-on-accent no-underline"
          >
            {shellWord("new_incident", language)}
          </a>
        )}
        <ul className="grid gap-0.5">
          {places.map((place) => (
            <li key={place.key}>
              <PlaceLink place={place} here={here} />
            </li>
          ))}
        </ul>
        <SessionMenu />
      </nav>
      <main id="main" className="mx-auto w-full max-w-5xl px-4 pt-6 pb-28 md:px-8 md:pt-8">
        {children}
      </main>
      <PhoneBar places={places} here={here} />
      <Keyboard places={places} />
    </div>
  );
}

function PlaceLink({ place, here }: { place: Place; here: Place["key"] | undefined }) {
  const { language } = useAdmin();
  return (
    <a href={place.href} className={LINK} aria-current={place.key === here ? "page" : undefined}>
      {shellWord(place.key, language)}
    </a>
  );
}

/** The bottom bar of phones: the three places of a bad day, and the rest behind "More". */
function PhoneBar({ places, here }: { places: readonly Place[]; here: Place["key"] | undefined }) {
  const { language } = useAdmin();
  return (
    <nav
      aria-label={shellWord("navigation", language)}
      className="fixed inset-x-0 bottom-0 z-40 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-4">
        {places
          .filter(({ isFirst }) => isFirst)
          .map((place) => (
            <li key={place.key}>
              <a
                href={place.href}
                aria-current={place.key === here ? "page" : undefined}
                className="flex min-h-14 items-center justify-center px-1 text-sm no-underline aria-[current=page]:font-semibold aria-[current=page]:text-link"
              >
                {shellWord(place.key, language)}
              </a>
            </li>
          ))}
        <li>
          <details className="group">
            <summary className="flex min-h-14 list-none items-center justify-center text-sm">
              {shellWord("more", language)}
            </summary>
            <div className="absolute inset-x-0 bottom-full max-h-[70dvh] overflow-y-auto border-t border-line bg-surface p-3">
              <ul className="grid grid-cols-2 gap-1">
                {places
                  .filter(({ isFirst }) => !isFirst)
                  .map((place) => (
                    <li key={place.key}>
                      <PlaceLink place={place} here={here} />
                    </li>
                  ))}
              </ul>
              <SessionMenu />
            </div>
          </details>
        </li>
      </ul>
    </nav>
  );
}
