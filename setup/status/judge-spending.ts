import { boxLayout } from "../plan/box-layout.ts";
import { dayAfter } from "../spending/calendar-month.ts";
import { formatUsd } from "../spending/spending-words.ts";
import type { Problem, Status } from "./status.ts";

const raise = "To raise it, change MONTHLY_LIMIT_USD in setup.txt and: sudo clawdie apply --setup setup.txt";
const { spending: service } = boxLayout.services;

/** "$3.20 of $20 this month (to 1 December 2026)". Pure. */
export function describeSpending(spending: NonNullable<Status["spending"]>): string {
  const { spentUsd, limitUsd, month } = spending;
  const limit = limitUsd === null ? "the limit" : `$${formatUsd(limitUsd)}`;
  if (spentUsd === null || month === null) return `not known, limit ${limit} a month`;
  return `$${spentUsd.toFixed(2)} of ${limit} this month (until ${dayAfter(month)} UTC)`;
}

/** Pure. */
export function judgeSpendingStatus({ spending }: Pick<Status, "spending">): Problem[] {
  if (spending === null) return [];
  const figures = describeSpending(spending);
  switch (spending.state) {
    case "near":
      return [{ severity: "warning", message: `The monthly limit is near: ${figures}.`, cure: raise }];
    case "reached":
      return [{ severity: "failed", message: `The monthly limit is reached: ${figures}.`, cure: raise }];
    case "unverified":
      return [
        {
          severity: "failed",
          message: "The model service has not told for a day what was spent, so no model is asked.",
          cure: "Check the network and the model service; it goes on by itself once the figure comes.",
        },
      ];
    case "unknown":
      return [
        {
          severity: "failed",
          message: "The spending guard does not answer, so no model can be asked.",
          cure: `sudo rc-service ${service} restart. Its log: sudo grep ${service} /var/log/messages`,
        },
      ];
    case "ok":
      return judgeUncounted(spending);
  }
}

/** A service that names neither costs nor a figure cannot be kept to a limit. */
function judgeUncounted({ uncounted, spentUsd, figureAt }: NonNullable<Status["spending"]>): Problem[] {
  if (uncounted === 0 || spentUsd !== 0 || figureAt !== null) return [];
  return [
    {
      severity: "warning",
      message: "The model service does not tell what its answers cost: the monthly limit cannot be kept.",
      cure: "Set a limit at that service itself, or leave MONTHLY_LIMIT_USD blank.",
    },
  ];
}
