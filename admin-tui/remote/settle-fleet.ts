import { InterruptedError } from "../../setup/issues/exceptions.ts";
import type { FleetMember } from "../fleet/fleet-member.ts";
import type { Asker } from "./ask.ts";
import { needsPerson } from "./open-target.ts";
import { settleWithPerson } from "./settle-with-person.ts";

/** Who does not answer by then is shown as such on the screen; nobody waits for it. */
const patienceSeconds = 4;

/**
 * Connects to all boxes at once and asks, one after the other, what only a person knows: new host keys, passphrases.
 * What is not settled stays an error of that box alone.
 */
export async function settleFleet(
  members: readonly FleetMember[],
  asker: Asker,
  home: string,
): Promise<void> {
  asker.say(
    members.length === 1
      ? `Connecting to ${members[0]?.address} ...\n`
      : `Connecting to ${members.length} boxes ...\n`,
  );
  const attempts = members.map(({ box }) => box.link.open().catch(() => {}));
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, patienceSeconds * 1000);
  await Promise.race([Promise.all(attempts), limit.promise]);
  clearTimeout(timer);
  for (const { box } of members) {
    // Host key and passphrase may both be asked for.
    for (
      let error = box.link.state.error;
      error !== null && needsPerson(error);
      error = box.link.state.error
    ) {
      try {
        await settleWithPerson(error, asker, home);
      } catch (unsettled) {
        if (members.length === 1 || unsettled instanceof InterruptedError) throw unsettled;
        break;
      }
      await box.link.open(true).catch(() => {});
    }
  }
}
