import type { CodeTable } from "../code-table.ts";

/** About the volume with setup.txt: found on the box, not in the file. */
export const seedCodes = {
  "seed.not-found": {
    severity: "error",
    rule: "No volume called CLAWDIESEED was found. Seen: {seen}.",
    cure: "Put the Clawdie stick in (the whole stick, with setup.txt on its volume CLAWDIESEED).",
  },
  "seed.elsewhere": {
    severity: "error",
    rule: "A file called {name} is on {place}. It was not read: settings come from the volume CLAWDIESEED only.",
    cure: "Copy the file to the volume CLAWDIESEED of the Clawdie stick, at its top.",
  },
  "seed.several": {
    severity: "error",
    rule: "There is more than one volume called CLAWDIESEED: {devices}.",
    cure: "Leave only the one with your setup.txt plugged in.",
  },
  "seed.unreadable": {
    severity: "error",
    rule: "The volume CLAWDIESEED ({device}) could not be read: {reason}.",
    cure: "Copy setup.txt to your computer and flash the stick again, or use another stick or another USB port.",
  },
  "seed.format": {
    severity: "error",
    rule: "The volume CLAWDIESEED ({device}) is formatted as {format}, which Clawdie cannot read.",
    cure: "Format it as FAT32 with the name CLAWDIESEED and copy setup.txt onto it, or flash the stick again.",
  },
  "seed.reformatted": {
    severity: "warning",
    rule: "The volume CLAWDIESEED ({device}) is formatted as {format}: it is only read, and no result is written to it.",
    cure: "Nothing to do; FAT32 would let Clawdie write SETUP-RESULT.txt.",
  },
  "seed.read-only": {
    severity: "warning",
    rule: "The stick ({device}) is write-protected: no result can be written to it, and your keys on it cannot be removed.",
    cure: "Read the result on the screen; open the stick's write protection if it has a switch, and keep the stick safe.",
  },
  "seed.changing": {
    severity: "error",
    rule: "setup.txt was different each time it was read.",
    cure: "Save the file, eject the stick properly on your computer, and only then put it in here.",
  },
  "seed.result-not-written": {
    severity: "warning",
    rule: "The result could not be written to the stick ({reason}).",
    cure: "Read it on this screen.",
  },
} as const satisfies CodeTable;
