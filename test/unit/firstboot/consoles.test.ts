import { expect, test } from "vitest";
import { listConsoles } from "../../../firstboot/consoles.ts";

test.each([
  ["tty0 ttyS0\n", ["/dev/tty1", "/dev/ttyS0"]],
  ["tty0 ttyS1 hvc0\n", ["/dev/tty1", "/dev/ttyS0", "/dev/ttyS1", "/dev/hvc0"]],
  ["", ["/dev/tty1", "/dev/ttyS0"]],
  ["tty0 ../sda\n", ["/dev/tty1", "/dev/ttyS0"]],
])("the kernel's consoles %j are all written to, screen and serial port always", (active, devices) => {
  expect(listConsoles(active)).toEqual(devices);
});
