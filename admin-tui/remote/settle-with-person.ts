import { SetupError } from "../../setup/issues/exceptions.ts";
import { fingerprintKey, nameKeyType } from "../../setup/status/fingerprint-key.ts";
import type { Asker } from "./ask.ts";
import { PassphraseNeededError } from "./identity.ts";
import { UnknownHostKeyError } from "./judge-host-key.ts";
import { recordHostKey } from "./known-hosts-files.ts";

/**
 * Asks for what stands between us and the box: is this its host key, what is the passphrase. The box is not connected
 * meanwhile: its sshd gives half a minute only.
 * @throws the error itself when it is nothing that an answer settles, or the answer was no.
 */
export async function settleWithPerson(error: unknown, asker: Asker, home: string): Promise<void> {
  if (error instanceof UnknownHostKeyError) return settleHostKey(error, asker, home);
  if (error instanceof PassphraseNeededError) return settlePassphrase(error, asker);
  throw error;
}

async function settleHostKey(error: UnknownHostKeyError, asker: Asker, home: string): Promise<void> {
  const fingerprint = fingerprintKey(error.key.blob);
  asker.say(`
The host key of ${error.hostName} is not known on this computer:

  ${nameKeyType(error.key.type)}  ${fingerprint}

Compare it with the box: \`clawdie status\` there, line SSH key, or its screen after the start.
`);
  for (;;) {
    const answer = (
      await asker.ask("Is it the same? Type yes, or paste the fingerprint from the box (no): ")
    ).trim();
    if (/^yes$/i.test(answer) || answer === fingerprint) break;
    if (answer.startsWith("SHA256:"))
      throw new SetupError(
        "the fingerprint from the box is another one: nothing was accepted",
        "Another computer answers at this address. Check the address, and the network between.",
      );
    if (/^(no?)?$/i.test(answer)) throw error;
  }
  asker.say(`Recorded in ${await recordHostKey(home, error.hostName, error.key)}.\n`);
}

const attempts = 3;

async function settlePassphrase(error: PassphraseNeededError, asker: Asker): Promise<void> {
  // Told for another box with the same key meanwhile.
  if (error.identity.unlocked) return;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const passphrase = await asker.askHidden(`Passphrase of ${error.identity.label}: `);
    if (error.identity.unlock(passphrase)) return;
    asker.say("That is not its passphrase.\n");
  }
  throw error;
}
