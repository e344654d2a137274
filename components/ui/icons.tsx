import type { State } from "#lib/domain/status/state.ts";

/** Every state has a shape of its own, so that nobody needs its colour. `cut` is drawn in the surface colour. */
const SHAPES: Record<State, React.ReactNode> = {
  operational: (
    <>
      <circle cx="8" cy="8" r="8" />
      <path className="cut" d="m4.3 8.3 2.6 2.5 4.8-5.1" />
    </>
  ),
  degraded_performance: (
    <>
      <path d="M1.6 1.8h12.8c1.2 0 1.9 1.3 1.3 2.3L9.3 14.6c-.6 1-2 1-2.6 0L.3 4.1C-.3 3.1.4 1.8 1.6 1.8z" />
      <path className="cut" d="M8 4.6v3.9M8 10.6v.2" />
    </>
  ),
  partial_outage: (
    <>
      <path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 0 1 0 12z" fillRule="evenodd" />
    </>
  ),
  major_outage: (
    <>
      <path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z" />
      <path className="cut" d="m5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6" />
    </>
  ),
  under_maintenance: (
    <path d="M15.6 3.9a4.9 4.9 0 0 1-6.4 6L4 15.2a2.2 2.2 0 0 1-3.1-3.1L6.1 6.8A4.9 4.9 0 0 1 12.1.4L9.3 3.2l.6 2.9 2.9.6z" />
  ),
  unknown: <circle className="ring" cx="8" cy="8" r="6.8" />,
};

/** Defines the shapes once for the whole document; every other icon only refers to them. */
export function IconSprite() {
  return (
    <svg className="sprite" aria-hidden="true">
      {(Object.keys(SHAPES) as State[]).map((state) => (
        <symbol key={state} id={`i-${state}`} viewBox="0 0 16 16">
          {SHAPES[state]}
        </symbol>
      ))}
      <path id="gaps" d={GAPS} />
    </svg>
  );
}

// The lines between the days of every bar, in the surface colour: bars draw runs, the lines cut them into days.
const GAPS = `M1 0v32${"m1-32v32".repeat(88)}`;

export function StateIcon({ state }: { state: State }) {
  return (
    <svg className="icon" aria-hidden="true">
      <use href={`#i-${state}`} />
    </svg>
  );
}
