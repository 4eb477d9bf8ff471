import { StringDecoder } from "node:string_decoder";
import type { ReadStream } from "node:tty";
import { InterruptedError } from "../../setup/issues/exceptions.ts";
import { Secret } from "../../setup/issues/secret.ts";

/**
 * One line typed at a terminal without being shown. Backspace takes back a character, Ctrl-U all of them.
 * @throws InterruptedError on Ctrl-C, Ctrl-D or the end of input; the terminal shows what is typed again in any case.
 */
export async function readHiddenLine(
  input: ReadStream,
  say: (text: string) => void,
  prompt: string,
): Promise<Secret> {
  // First, so that nothing typed quickly is shown.
  input.setRawMode(true);
  say(prompt);
  const decoder = new StringDecoder("utf8");
  let typed: string[] = [];
  try {
    for await (const chunk of input.iterator({ destroyOnReturn: false })) {
      for (const character of decoder.write(chunk as Buffer)) {
        if (character === "\r" || character === "\n") return new Secret(typed.join(""));
        if (character === "\u0003" || character === "\u0004") throw interrupted();
        if (character === "\u0015") typed = [];
        else if (character === "\u007f" || character === "\b") typed.pop();
        else typed.push(character);
      }
    }
    throw interrupted();
  } finally {
    input.setRawMode(false);
    input.pause();
    say("\n");
  }
}

function interrupted(): InterruptedError {
  return new InterruptedError("Interrupted: nothing was changed", "Run it again when you are ready.");
}
