import { maintenanceActions, poolActions } from "./actions/maintenance-actions.ts";
import { buildServiceAction, verifyAction } from "./actions/service-actions.ts";
import { applyAction, askModelsAction } from "./actions/settings-actions.ts";
import { buildRollback, takeSnapshotAction } from "./actions/snapshot-actions.ts";
import type { AdminAction } from "./admin-action.ts";
import { type AdminEffect, quiet, type Stepped } from "./admin-events.ts";
import type { KeyCommand } from "./admin-keys.ts";
import type { AdminState } from "./admin-state.ts";
import { buildContent } from "./build-content.ts";
import type { FormId } from "./forms.ts";
import { chooseSource, findSource, logSources } from "./log-state.ts";
import { type Move, moveView, scrollPage, showScreen } from "./move-view.ts";
import { stepScreen } from "./screens.ts";
import { startLine } from "./wizard/edit-line.ts";

/** What a key outside of dialogs does. Pure. */
export function performCommand(state: AdminState, command: KeyCommand): Stepped {
  if (isMove(command)) return quiet(followLog(moveView(state, command), command));
  switch (command) {
    case "next-screen":
      return quiet(showScreen(state, stepScreen(state.screen, 1)));
    case "previous-screen":
      return quiet(showScreen(state, stepScreen(state.screen, -1)));
    case "help":
      return quiet({ ...state, dialog: { kind: "help", top: 0 } });
    case "refresh":
      return ask({ ...state, notice: "Looking again ..." }, "refresh");
    case "redraw":
      return ask(state, "redraw");
    case "back":
      return state.screen === "logs" && state.log.filter !== ""
        ? performLog(state, "clear-filter")
        : ask(state, "back");
    case "quit":
      return ask({ ...state, ended: true }, "quit");
    case "next-log":
    case "previous-log":
    case "filter":
    case "clear-filter":
    case "follow":
    case "wrap":
      return performLog(state, command);
    case "operator-create":
    case "operator-link":
    case "operator-reset":
    case "apply-file":
    case "check-file":
      return quiet(openForm(state, command));
    case "service-log":
      return openServiceLog(state);
    default:
      return confirm(state, findAction(state, command));
  }
}

const moves: readonly KeyCommand[] = ["up", "down", "page-up", "page-down", "first", "last"];

function isMove(command: KeyCommand): command is Move {
  return moves.includes(command);
}

function ask(state: AdminState, type: Exclude<AdminEffect["type"], "run">): Stepped {
  return { state, effects: [{ type }] };
}

/** Reading back stops the following; the end takes it up again. */
function followLog(state: AdminState, command: KeyCommand): AdminState {
  if (state.screen !== "logs") return state;
  const following = command === "last" || (state.log.following && /^(down|page-down)$/.test(command));
  return { ...state, log: { ...state.log, following } };
}

function performLog(state: AdminState, command: KeyCommand): Stepped {
  const { log } = state;
  const at = (source: number) => {
    const moved = { ...state, log: chooseSource(log, source) };
    return quiet(scrollPage(moved, "last"));
  };
  const count = logSources.length;
  switch (command) {
    case "next-log":
      return at((log.source + 1) % count);
    case "previous-log":
      return at((log.source + count - 1) % count);
    case "filter":
      return quiet({ ...state, dialog: { kind: "filter", line: startLine(log.filter) } });
    case "clear-filter":
      return quiet(scrollPage({ ...state, log: { ...log, filter: "" } }, "last"));
    case "wrap":
      return quiet(scrollPage({ ...state, log: { ...log, wrap: !log.wrap } }, "last"));
    default: {
      const held = { ...state, log: { ...log, following: !log.following } };
      return quiet(held.log.following ? scrollPage(held, "last") : held);
    }
  }
}

function openForm(state: AdminState, form: FormId): AdminState {
  const empty = { at: 0, answers: {}, line: startLine(""), revealed: false, problem: null, busy: false };
  return { ...state, dialog: { kind: "form", form, ...empty } };
}

function openServiceLog(state: AdminState): Stepped {
  const name = findChosen(state);
  if (name === null) return quiet(state);
  const log = { ...chooseSource(state.log, findSource(name)), filter: "" };
  return quiet(showScreen({ ...state, log }, "logs"));
}

/** The row with the pointer; the first one before anything was chosen. */
function findChosen(state: AdminState): string | null {
  const { rows } = buildContent(state);
  const chosen = rows.find(({ name }) => name === state.chosen[state.screen]) ?? rows[0];
  return chosen?.name ?? null;
}

function findAction(state: AdminState, command: KeyCommand): AdminAction | string | null {
  const chosen = findChosen(state);
  switch (command) {
    case "start-service":
    case "stop-service":
    case "restart-service": {
      const verb = command.slice(0, command.indexOf("-")) as "start" | "stop" | "restart";
      return chosen === null ? null : buildServiceAction(verb, chosen);
    }
    case "pool-status":
      return poolActions.status;
    case "scrub":
      return poolActions.scrub;
    case "apply":
      return applyAction;
    case "ask-models":
      return askModelsAction;
    case "verify":
      return verifyAction;
    case "take-snapshot":
      return takeSnapshotAction;
    case "rollback": {
      if (chosen === null) return "There is no snapshot to go back to.";
      const action = buildRollback(state.parts.status.value?.snapshots ?? [], chosen);
      return action ?? `${chosen} does not hold data and log of the same moment.`;
    }
    default:
      return chosen === null ? null : (maintenanceActions[chosen] ?? null);
  }
}

/** Nothing is done before it was confirmed. */
function confirm(state: AdminState, action: AdminAction | string | null): Stepped {
  if (action === null) return quiet(state);
  if (typeof action === "string") return quiet({ ...state, notice: action });
  return quiet({ ...state, dialog: { kind: "confirm", action, line: startLine("") } });
}
