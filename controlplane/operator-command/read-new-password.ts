import type { ReadStream } from "node:tty";
import type { Secret } from "../../setup/issues/secret.ts";
import { checkPassword } from "../auth/check-password.ts";
import { readHiddenLine } from "./read-hidden-line.ts";

const tries = 3;

/** Asks twice, says what is wrong, and asks again; null after three times. @throws InterruptedError */
export async function readNewPassword(
  terminal: ReadStream,
  say: (text: string) => void,
  email: string,
): Promise<Secret | null> {
  say("At least 12 characters; a sentence is fine. What you type is not shown.\n");
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const password = await readHiddenLine(terminal, say, `Password for ${email}: `);
    const problems = checkPassword(password.reveal(), email);
    for (const { message, hint } of problems) say(`${message} ${hint}\n`);
    if (problems.length > 0) continue;
    const again = await readHiddenLine(terminal, say, "The same again: ");
    if (again.reveal() === password.reveal()) return password;
    say("The two differ.\n");
  }
  return null;
}
