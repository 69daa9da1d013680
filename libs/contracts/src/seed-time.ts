/** How the seeds' families write a moment: UTC without an offset, to the second (`2025-01-15T11:00:00`). */
export function toSeedTime(moment: Date): string {
  return moment.toISOString().slice(0, 19);
}
