import type { AdminAction } from "./admin-action.ts";
import type { FormDialog } from "./admin-state.ts";
import { buildFormAction, forms, judgeAnswer } from "./forms.ts";

/** What is wrong with the last answer; after the last good one, what is to be done with all of them. */
export async function judgeForm({
  form,
  at,
  answers,
}: FormDialog): Promise<{ problem: string | null; action: AdminAction | null }> {
  const { fields } = forms[form];
  const field = fields[at];
  const problem = field === undefined ? null : await judgeAnswer(field, answers);
  const complete = problem === null && at >= fields.length - 1;
  return { problem, action: complete ? await buildFormAction(form, answers) : null };
}
