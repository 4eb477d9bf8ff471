/** What a terminal sends for these keys. */
export const press = {
  enter: "\r",
  escape: "\u001b",
  up: "\u001b[A",
  down: "\u001b[B",
  left: "\u001b[D",
  right: "\u001b[C",
  pageUp: "\u001b[5~",
  pageDown: "\u001b[6~",
  home: "\u001b[H",
  end: "\u001b[F",
  backspace: "\u007f",
  tab: "\t",
  clear: "\u0015",
  show: "\u0014",
  redraw: "\u000c",
  leave: "\u0003",
} as const;
