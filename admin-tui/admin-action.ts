/** Something the box is asked to do, or to look at closely. */
export interface AdminAction {
  readonly title: string;
  /** What will happen, for the person who decides. */
  readonly effect: string;
  /** Without sudo. */
  readonly argv: readonly string[];
  readonly root: boolean;
  /** `word`: something is lost or interrupted, so that a word has to be typed. */
  readonly consent: "key" | "word";
  /** Exit codes that mean something of their own for this command. */
  readonly exits?: Readonly<Record<number, string>>;
  /** For its standard input, and never shown. */
  readonly input?: string;
}

/** What has to be typed before something is lost or interrupted. */
export const consentWord = "yes";

/** What a box is given to run. Never asks for a password: without the right, it says so. Pure. */
export function buildCommand(argv: readonly string[], root: boolean): readonly string[] {
  return root ? ["sudo", "-n", ...argv] : argv;
}

/** The command as a person would type it. Pure. */
export function showCommand({ argv, root }: Pick<AdminAction, "argv" | "root">): string {
  const quote = (word: string) =>
    /^[\w./:@=+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return [...(root ? ["sudo"] : []), ...argv.map(quote)].join(" ");
}
