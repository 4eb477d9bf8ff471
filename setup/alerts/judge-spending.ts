import { judgeSpendingStatus } from "../status/judge-spending.ts";
import { type CauseView, repeat } from "./alert-cause.ts";
import { type Sight, stateOf } from "./sight.ts";

/** A guard that starts again answers within seconds. */
const restartSeconds = 120;

/** The monthly limit: told at 80 % and when no model is asked any more, once each. Pure. */
export function judgeSpending({ status }: Sight): CauseView[] {
  const state = status.spending?.state ?? "ok";
  const [problem] = judgeSpendingStatus(status);
  const words = { message: problem?.message ?? "", cure: problem?.cure ?? "" };
  const silent = state === "reached" || state === "unverified" || state === "unknown";
  return [
    {
      ...{ cause: "spending-near", repeatSeconds: repeat.monthly, graceSeconds: 0 },
      // At the limit the other cause speaks; what was told about this one stays told.
      state: silent ? "unknown" : stateOf(state === "near"),
      ...words,
    },
    {
      ...{ cause: "spending-reached", repeatSeconds: state === "reached" ? repeat.monthly : repeat.daily },
      graceSeconds: state === "unknown" ? restartSeconds : 0,
      state: stateOf(silent),
      ...words,
    },
  ];
}
