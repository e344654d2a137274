import type { State } from "#lib/domain/status/state.ts";

type Draw = (ink: string, paper: string) => string;

const cut = (d: string, paper: string) =>
  `<path d="${d}" fill="none" stroke="${paper}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;

// The same shapes as on the page, on a grid of 16. Each state has its own, so that nobody needs the colour.
const ICONS: Record<State, Draw> = {
  operational: (ink, paper) =>
    `<circle cx="8" cy="8" r="8" fill="${ink}"/>${cut("m4.3 8.3 2.6 2.5 4.8-5.1", paper)}`,
  degraded_performance: (ink, paper) =>
    `<path fill="${ink}" d="M1.6 1.8h12.8c1.2 0 1.9 1.3 1.3 2.3L9.3 14.6c-.6 1-2 1-2.6 0L.3 4.1C-.3 3.1.4 1.8 1.6 1.8z"/>${cut("M8 4.6v3.9M8 10.6v.2", paper)}`,
  partial_outage: (ink) =>
    `<path fill="${ink}" fill-rule="evenodd" d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 0 1 0 12z"/>`,
  major_outage: (ink, paper) =>
    `<path fill="${ink}" d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z"/>${cut("m5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6", paper)}`,
  under_maintenance: (ink) =>
    `<path fill="${ink}" d="M15.6 3.9a4.9 4.9 0 0 1-6.4 6L4 15.2a2.2 2.2 0 0 1-3.1-3.1L6.1 6.8A4.9 4.9 0 0 1 12.1.4L9.3 3.2l.6 2.9 2.9.6z"/>`,
  unknown: (ink) =>
    `<circle cx="8" cy="8" r="6.8" fill="none" stroke="${ink}" stroke-width="2" stroke-dasharray="3 2.34"/>`,
};

/** The shape of a state on a 16 × 16 grid: `ink` draws, `paper` is the colour seen through it. */
export const stateIcon = (state: State, ink: string, paper: string): string => ICONS[state](ink, paper);
