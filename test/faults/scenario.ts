import type { DiskOptions, MachineOptions } from "../../iso/vm/resolve-machine.ts";
import type { BoxWorld } from "../qemu/box-world.ts";

/** One row of the fault table: how the machine is made, what is done to it, and what must be said where. */
export interface Scenario {
  /** For `--only`. */
  readonly name: string;
  /** What is wrong, in words. */
  readonly fault: string;
  /** What it usually takes, emulated on two cores with nothing else running. */
  readonly minutes: number;
  /** It starts from the disk of the recorded installation, as that left it. */
  readonly fromInstalled?: true;
  readonly prepare?: (folder: string) => Promise<Preparation>;
  /** Done while the machine runs, once it shows this line. */
  readonly strike?: { readonly after: RegExp; readonly act: (world: BoxWorld) => Promise<void> };
  readonly ends: Ending;
}

/** What is other than in a machine where all is well: one empty disk, two decoys, network, stand-ins. */
export interface Preparation {
  readonly machine?: Partial<MachineOptions>;
  readonly disk?: Partial<DiskOptions>;
  readonly furtherDisks?: readonly DiskOptions[];
  /** Changes the setup.txt. */
  readonly setup?: (text: string) => string;
}

export interface Ending {
  /** State in the box's result line. */
  readonly state: "stopped" | "installed" | "waiting" | "ready";
  /** Which of such results: the first, or the one after the strike. */
  readonly timeoutSeconds: number;
  /** Issue codes that the result line must name. */
  readonly codes?: readonly string[];
  /** Lines the console must show. */
  readonly screen: readonly RegExp[];
  /** What SETUP-RESULT.txt must say; null: the stick is not there to be written. */
  readonly stick: readonly RegExp[] | null;
  /** What a message to the owner must say; null: no message at all. */
  readonly telegram: RegExp | null;
  /** The box's own disk and all further ones: not one write. */
  readonly untouched: boolean;
}

/** What happened, for the table. */
export interface ScenarioRow {
  readonly name: string;
  readonly fault: string;
  readonly passed: boolean;
  readonly problems: readonly string[];
  readonly seconds: number;
  /** Last headline on the console and in SETUP-RESULT.txt with the first thing below it; first message to the owner. */
  readonly screen: string;
  readonly stick: string;
  readonly telegram: string;
  /** Writes and discards the disks of the machine were sent, decoys left out. */
  readonly writes: number;
}
