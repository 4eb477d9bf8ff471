import * as z from "zod";
import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

const modes = ["fresh", "adopt", "stop"] as const;

/** Where and how to install. */
export const diskKeys = {
  INSTALL_DISK: shape.diskSelector.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      label: "Which disk",
      rule: "It is a serial number, a path under /dev/disk/by-id, or a size rule such as >=200GB, smallest or largest.",
      example: "/dev/disk/by-id/ata-EXAMPLE_SSD_0000001",
      help: [
        "Which of several empty disks: its serial number, /dev/disk/by-id/… or a",
        "size rule (>=200GB, <=2TB, smallest, largest). Never one that holds data.",
      ],
      whenBlank: "the only empty disk",
    }),
  ),
  ERASE_DISK: shape.eraseCode.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      label: "Erase code",
      rule: "It is the code of eight letters and digits that the box printed for this disk.",
      example: "K7QX-2M9W",
      help: [
        "Leave blank. When a disk holds data, the box prints a code for it in",
        "SETUP-RESULT.txt and erases nothing. With that code here it does: once.",
      ],
      whenBlank: "a disk that holds data is refused",
    }),
  ),
  INSTALL_MODE: z.enum(modes).meta(
    describeKey({
      tier: "optional",
      group: "disk",
      label: "Kind of installation",
      kind: "choice",
      choices: modes,
      rule: "It is one of fresh, adopt, stop.",
      example: "fresh",
      help: [
        "Leave blank for an empty disk. adopt: Clawdie is on the disk already; its",
        "system is renewed, its data and secrets stay, blank lines keep what it has.",
        "stop: do nothing.",
      ],
      whenBlank: "fresh on an empty disk; stop where Clawdie is installed already",
    }),
  ),
  ALLOW_IDENTITY_CHANGE: shape.yesNo.meta(
    describeKey({
      tier: "optional",
      group: "disk",
      label: "Allow another owner or bot",
      kind: "choice",
      choices: ["yes", "no"],
      rule: "It is yes or no.",
      example: "yes",
      help: [
        "Only with INSTALL_MODE=adopt. yes: another bot, another owner, or a disk from",
        "another computer is meant.",
      ],
      whenBlank: "no",
    }),
  ),
};
