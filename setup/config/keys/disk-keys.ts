import { z } from "zod";
import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

/** Where and how to install. */
export const diskKeys = {
  INSTALL_DISK: shape.diskSelector.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      rule: "It is a serial number, a path under /dev/disk/by-id, or a size rule such as >=200GB, smallest or largest.",
      example: "/dev/disk/by-id/ata-EXAMPLE_SSD_0000001",
      help: ["Which disk to use: serial number, /dev/disk/by-id/… or a size rule."],
      whenBlank: "the only empty disk",
    }),
  ),
  ERASE_DISK: shape.eraseCode.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      rule: "It is the code the box printed when it refused to erase a disk.",
      example: "K7QX-2M9P",
      help: ["Erases a disk that holds data: the one-time code the box printed."],
      whenBlank: "a disk that holds data is refused",
    }),
  ),
  INSTALL_MODE: z.enum(["fresh", "adopt", "stop"]).meta(
    describeKey({
      tier: "optional",
      group: "disk",
      rule: "It is one of fresh, adopt, stop.",
      example: "adopt",
      help: ["fresh, adopt (keep an existing installation) or stop."],
      whenBlank: "fresh on an empty disk; stop when an installation is found",
    }),
  ),
  ALLOW_IDENTITY_CHANGE: shape.yesNo.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      rule: "It is yes or no.",
      example: "yes",
      help: ["yes lets adopt change the Telegram bot or the admin."],
      whenBlank: "no",
    }),
  ),
};
