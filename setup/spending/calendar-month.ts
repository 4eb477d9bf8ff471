/** The calendar month in UTC, as the model service counts: "2026-11". Pure. */
export function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

/** The first day after a month, in words: "2026-11" → "1 December 2026". Pure. */
export function dayAfter(month: string): string {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  // Months of Date begin at 0: the number of this month is the next one.
  const next = new Date(Date.UTC(year, number, 1));
  return next.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
