import type { RuleContext } from "../../setup/config/rule.ts";
import { isDashboardHash, readDashboardPassword } from "../../setup/config/rules/password.ts";
import { buildIssue } from "../../setup/issues/build-issue.ts";
import type { Issue } from "../../setup/issues/issue.ts";

/** What is wrong with a password typed for the dashboard: the rules of setup.txt, except that a hash is no password here. Empty when it is good. */
export function checkPassword(plain: string, email: string): Issue[] {
  const issues: Issue[] = [];
  const key = "OPERATOR_PASSWORD";
  const report: RuleContext["report"] = (code, words = {}) =>
    void issues.push(buildIssue(code, { key: "The password" }, words));
  readDashboardPassword(plain, {
    key,
    textOf: (other) => (other === "OPERATOR_EMAIL" ? email : null),
    report,
  });
  if (isDashboardHash(plain)) report("password.hash-form", { accepted: "Type the password itself." });
  return issues.filter(({ severity }) => severity === "error");
}
