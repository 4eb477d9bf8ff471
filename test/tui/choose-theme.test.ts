import { expect, test } from "vitest";
import { chooseTheme, colorTheme, consoleTheme, plainTheme } from "../../admin-tui/theme.ts";

test.each([
  ["xterm-256color", false, colorTheme],
  ["linux", false, consoleTheme],
  ["vt220", false, plainTheme],
  [undefined, false, plainTheme],
  ["xterm-256color", true, plainTheme],
])("TERM=%s, plain %s", (terminal, plain, wanted) => {
  expect(chooseTheme(terminal, plain)).toBe(wanted);
});
