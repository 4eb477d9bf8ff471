import type { LeftSecret, SeedWipe, StickWipe } from "../setup/wipe/seed-wipe.ts";
import { redact } from "./redact.ts";
import type { ResultSection } from "./result-page.ts";

/** What is still on the stick, and what to do about it; `{file}` and `{detail}` are filled in. */
const reasons: Readonly<Record<LeftSecret["reason"], string>> = {
  "not-plugged-in":
    "The keys on the stick are not removed yet: it is not plugged in. Put it in and restart the box, or delete setup.txt on your computer.",
  several:
    "The keys on the stick were not removed: two sticks look the same. Leave one in and restart the box.",
  "write-protected":
    "The keys on the stick could not be removed: it is write-protected. Delete setup.txt on your computer.",
  format:
    "The keys on the stick could not be removed: Clawdie only reads {detail}. Delete setup.txt on your computer.",
  changed:
    "The stick was left alone: its setup.txt is not the one this box was set up from. Keep it safe, or delete it.",
  failed:
    "The keys on the stick could not be removed ({detail}). The box tries again when it restarts; or delete setup.txt on your computer.",
  packed: "{file} may still hold them, packed by another program: delete it.",
  "too-large": "{file} may still hold them, and is too large to look into: delete it if it is a copy.",
  "no-copy": "{file} holds them too. It is no copy of setup.txt, so it was left alone.",
  "not-kept": "{file} still holds them: the stick does not keep what is written. It is worn out: destroy it.",
};

const flash =
  "A stick may keep older copies that nothing can overwrite. Before it leaves your hands, destroy it, or make a new key (openrouter.ai) and a new token (@BotFather, /revoke).";

/** For each stick what was overwritten, what was not, and what to do. Nothing when no stick is known. Pure. */
export function describeWipe({ sticks }: SeedWipe): ResultSection[] {
  const paragraphs = sticks.flatMap(describeStick);
  return paragraphs.length === 0 ? [] : [{ title: "Your stick", paragraphs: [...paragraphs, flash] }];
}

function describeStick({ wiped, left }: StickWipe): string[] {
  const names = wiped.map(showName).join(", ");
  const done = `Keys and passwords in ${names} were overwritten and read back. The box ignores the stick from now on.`;
  if (left.length === 0) return [names === "" ? "No setup.txt with keys is on the stick any more." : done];
  const open = left.map(({ name, reason, detail }) =>
    reasons[reason].replace("{file}", showName(name ?? "")).replace("{detail}", detail),
  );
  return names === "" ? open : [done, ...open];
}

/** Whatever a file is called, its name is no way for a key to get into a result. */
function showName(name: string): string {
  return redact(name, []);
}
