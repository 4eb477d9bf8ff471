/** Exactly `columns` wide: cut, or filled with blanks on the right (or the left, for figures). Pure. */
export function cell(text: string, columns: number, align: "left" | "right" = "left"): string {
  const cut =
    text.length > columns && columns > 1 ? `${text.slice(0, columns - 1)}~` : text.slice(0, columns);
  return align === "left" ? cut.padEnd(columns) : cut.padStart(columns);
}
