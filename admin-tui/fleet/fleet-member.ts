import type { SshBox } from "../remote/ssh-box.ts";

/** One box of the fleet. */
export interface FleetMember {
  readonly name: string;
  /** `user@host[:port]`. */
  readonly address: string;
  readonly box: SshBox;
}
