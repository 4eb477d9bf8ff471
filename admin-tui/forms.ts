import { buildApplyFile, buildCheckFile } from "./actions/settings-actions.ts";
import type { AdminAction } from "./admin-action.ts";

export type FormId = "operator-create" | "operator-link" | "operator-reset" | "apply-file" | "check-file";

export interface FormField {
  readonly name: "email" | "password" | "again" | "path";
  readonly label: string;
  readonly secret: boolean;
}

export interface Form {
  readonly title: string;
  readonly intro: string;
  readonly fields: readonly FormField[];
}

export type Answers = Readonly<Partial<Record<FormField["name"], string>>>;

const email = { name: "email", label: "Email", secret: false } as const;
const password = { name: "password", label: "Password", secret: true } as const;
const again = { name: "again", label: "The same again", secret: true } as const;
const path = { name: "path", label: "Path on the box", secret: false } as const;
const rule = "At least 12 characters; a sentence is fine. It is hashed here and stored nowhere.";

export const forms: Readonly<Record<FormId, Form>> = {
  "operator-create": {
    title: "New operator of the dashboard",
    intro: rule,
    fields: [email, password, again],
  },
  "operator-link": {
    title: "A link to set the password",
    intro: "The owner opens it in a browser and sets the password there. It works once, for 30 minutes.",
    fields: [email],
  },
  "operator-reset": { title: "Another password", intro: rule, fields: [email, password, again] },
  "apply-file": {
    title: "Take the settings of a setup.txt",
    intro: "A file with everything that shall hold. Judge it first: key c.",
    fields: [path],
  },
  "check-file": { title: "Judge a setup.txt", intro: "Nothing is changed.", fields: [path] },
};

/** What is wrong with an answer, and its cure; null when it is good. The rules are those of the commands behind it. */
export async function judgeAnswer(field: FormField, answers: Answers): Promise<string | null> {
  const text = answers[field.name] ?? "";
  if (text === "") return `${field.label}: nothing was typed.`;
  switch (field.name) {
    case "path":
      return text.startsWith("/") ? null : "Write the whole path, beginning with /.";
    case "email": {
      const { isEmail } = await import("../controlplane/operator-command/parse-operator-options.ts");
      return isEmail(text) ? null : "That is no email address. Write it as name@example.org.";
    }
    case "password": {
      // Loaded only now: the rules know every setting.
      const { checkPassword } = await import("../controlplane/auth/check-password.ts");
      const [problem] = checkPassword(text, answers.email ?? "");
      return problem === undefined ? null : `${problem.message} ${problem.hint}`;
    }
    case "again":
      return text === answers.password ? null : "The two differ.";
  }
}

/** What is to be done with the answers. A password leaves this machine only as its hash, by standard input. */
export async function buildFormAction(id: FormId, answers: Answers): Promise<AdminAction> {
  const { email: address = "", password: plain = "", path: file = "" } = answers;
  switch (id) {
    case "apply-file":
      return buildApplyFile(file);
    case "check-file":
      return buildCheckFile(file);
    case "operator-link":
      return {
        title: "Make a link for the owner",
        effect: `Opens the dashboard's port for 30 minutes and prints a link that sets the password of ${address}, once.`,
        ...{ argv: ["set-operator", "--link", address], root: true, consent: "key" },
      };
    case "operator-create":
      return {
        title: "Make the operator",
        effect: `${address} can sign in to the dashboard; its port is opened in the firewall.`,
        ...{ argv: ["set-operator", "--hash-from-stdin", address], root: true, consent: "key" },
        input: await hash(plain),
      };
    case "operator-reset":
      return {
        title: "Replace the operator's password",
        effect: `Only ${address} with the new password can sign in to the dashboard; every session ends.`,
        ...{ argv: ["set-operator", "--reset", "--hash-from-stdin", address], root: true, consent: "key" },
        input: await hash(plain),
      };
  }
}

async function hash(plain: string): Promise<string> {
  const [{ hashDashboardPassword }, { Secret }] = await Promise.all([
    import("../setup/settings/hash-password.ts"),
    import("../setup/issues/secret.ts"),
  ]);
  return `${(await hashDashboardPassword(new Secret(plain))).reveal()}\n`;
}
