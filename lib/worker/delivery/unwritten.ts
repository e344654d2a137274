/** How many messages were accepted while PostgreSQL has not yet been told, on average: a kill sends those again. */
const MOST = 1;
const FEW = 0.6;
const WINDOW_MS = 100;
const FEWEST_SLOTS = 3;
const FIRST_SLOTS = 5;

/**
 * Chooses how many messages are under way at once. What a kill would send twice is the rate times the time that writing down
 * takes; so while the database is slow fewer are sent at once, and while the relay is slow more.
 */
export function createUnwritten(maxSlots: number, clock: () => number = () => performance.now()) {
  let slots = Math.min(FIRST_SLOTS, maxSlots);
  let count = 0;
  let area = 0;
  let changedAt = clock();
  let windowAt = changedAt;

  function step(by: number): void {
    const now = clock();
    area += count * (now - changedAt);
    changedAt = now;
    count += by;
    const elapsedMs = now - windowAt;
    if (elapsedMs < WINDOW_MS) return;
    const mean = area / elapsedMs;
    if (mean > MOST) slots = Math.max(Math.min(FEWEST_SLOTS, maxSlots), slots - 1);
    else if (mean < FEW) slots = Math.min(maxSlots, slots + 1);
    area = 0;
    windowAt = now;
  }

  return {
    slots: (): number => slots,
    accepted: () => step(1),
    written: () => step(-1),
  };
}
export type Unwritten = ReturnType<typeof createUnwritten>;
