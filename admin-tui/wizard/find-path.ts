import { keyMeta, type SetupKey, setupKeys } from "../../setup/config/schema.ts";
import type { Draft } from "./draft.ts";
import { errorsOf, type Judgement } from "./judge-draft.ts";

/** The settings that are wrong, or missing though required, in the order of the file. Pure. */
export function listWrong(judgement: Judgement): SetupKey[] {
  return setupKeys.filter((key) => errorsOf(key, judgement).length > 0);
}

/** The short path: what is wrong or missing, then the name and the profile unless the file said them. Pure. */
export function findPath(draft: Draft, judgement: Judgement): SetupKey[] {
  const wrong = listWrong(judgement);
  const suggested = setupKeys.filter((key) => isSuggested(key) && !draft.has(key));
  return [...wrong, ...suggested.filter((key) => !wrong.includes(key))];
}

function isSuggested(key: SetupKey): boolean {
  return ["recommended", "prefilled"].includes(keyMeta(key).tier);
}
