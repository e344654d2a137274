/** One readable line on how the start goes on, with the seconds it took. */
export function tell(line: string, startedAt?: number): void {
  const took = startedAt === undefined ? "" : ` (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
  console.log(`${line}${took}`);
}
