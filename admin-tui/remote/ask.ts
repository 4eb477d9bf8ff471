import { createInterface } from "node:readline/promises";
import type { ReadStream } from "node:tty";
import { readHiddenLine } from "../../controlplane/operator-command/read-hidden-line.ts";
import { InterruptedError } from "../../setup/issues/exceptions.ts";
import type { Secret } from "../../setup/issues/secret.ts";

/** Somebody who can be asked. */
export interface Asker {
  say(text: string): void;
  ask(question: string): Promise<string>;
  /** What is typed is not shown. */
  askHidden(question: string): Promise<Secret>;
}

/** A person at this terminal. */
export function createTerminalAsker(input: ReadStream, output: NodeJS.WritableStream): Asker {
  const say = (text: string): void => {
    output.write(text);
  };
  return {
    say,
    ask: async (question) => {
      const lines = createInterface({ input, output, terminal: true });
      // Ctrl-C and the end of input would otherwise leave the question open for ever.
      const given = Promise.withResolvers<string>();
      const giveUp = (): void => given.reject(new InterruptedError("Interrupted: nothing was accepted", ""));
      lines.once("SIGINT", giveUp).once("close", giveUp);
      lines.question(question).then(given.resolve, giveUp);
      try {
        return await given.promise;
      } finally {
        lines.close();
        input.pause();
      }
    },
    askHidden: (question) => readHiddenLine(input, say, question),
  };
}
