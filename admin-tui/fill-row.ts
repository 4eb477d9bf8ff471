/** Left and right text of one row; the right one gives way. Pure. */
export function fillRow(left: string, right: string, columns: number): string {
  const room = columns - left.length - right.length;
  return room < 1 ? left : `${left}${" ".repeat(room)}${right}`;
}
