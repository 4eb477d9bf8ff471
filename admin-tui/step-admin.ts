import { type AdminEvent, quiet, type Stepped } from "./admin-events.ts";
import { findCommand } from "./admin-keys.ts";
import type { AdminState, Parts } from "./admin-state.ts";
import { addLogLines, logSources } from "./log-state.ts";
import { scrollPage, showScreen } from "./move-view.ts";
import { performCommand } from "./perform-command.ts";
import { stepDialog } from "./step-dialog.ts";
import type { WizardKey } from "./wizard/read-keys.ts";

/** One thing happened: the next state, and what the world is asked for. Pure. */
export function stepAdmin(state: AdminState, event: AdminEvent): Stepped {
  switch (event.type) {
    case "key":
      return stepKey({ ...state, notice: null }, event.key);
    case "resize":
      return quiet({ ...state, size: event.size });
    case "tick":
      return quiet({ ...state, now: event.now });
    case "part":
      return quiet({ ...state, now: event.part.at ?? state.now, parts: putPart(state.parts, event) });
    case "log":
    case "log-trouble":
      return quiet(stepLog(state, event));
    default:
      return stepDialog(state, event);
  }
}

/** The last answer stays when the next one fails. */
function putPart(parts: Parts, { id, part }: Extract<AdminEvent, { type: "part" }>): Parts {
  return { ...parts, [id]: part.error === null ? part : { ...part, value: parts[id].value } };
}

function stepLog(state: AdminState, event: Extract<AdminEvent, { type: "log" | "log-trouble" }>): AdminState {
  // A late line of the file before.
  if (event.file !== logSources[state.log.source]?.file) return state;
  // What comes next is read from the start again, so it takes the place of what there was.
  if (event.type === "log-trouble")
    return { ...state, log: { ...state.log, error: event.message, file: null } };
  const same = state.log.file === event.file;
  const log = addLogLines(same ? state.log : { ...state.log, lines: [] }, event.lines);
  const held = { ...state, log: { ...log, file: event.file } };
  return log.following ? scrollPage(held, "last") : held;
}

function stepKey(state: AdminState, key: WizardKey): Stepped {
  if (state.dialog !== null) return stepDialog(state, { type: "key", key });
  if (key.type !== "text") return press(state, keyNames[key.type] ?? "");
  // What is typed fast arrives as one piece.
  let stepped = quiet(state);
  for (const [at, character] of [...key.text].entries()) {
    const rest = [...key.text].slice(at).join("");
    const { state: now, effects } = stepped;
    if (now.dialog !== null) {
      const last = stepDialog(now, { type: "key", key: { type: "text", text: rest } });
      return { state: last.state, effects: [...effects, ...last.effects] };
    }
    const next = press(now, character === " " ? "Space" : character);
    stepped = { state: next.state, effects: [...effects, ...next.effects] };
  }
  return stepped;
}

const keyNames: Readonly<Partial<Record<WizardKey["type"], string>>> = {
  ...{ enter: "Enter", escape: "Esc", tab: "Tab", leave: "Ctrl-C", redraw: "Ctrl-L" },
  ...{ up: "Up", down: "Down", left: "Left", right: "Right" },
  ...{ pageUp: "PgUp", pageDown: "PgDn", home: "Home", end: "End" },
};

function press(state: AdminState, name: string): Stepped {
  const found = findCommand(name, state.screen);
  if (found === null) return quiet(state);
  return typeof found === "string" ? performCommand(state, found) : quiet(showScreen(state, found.show));
}
