/** An argument list as one line for a POSIX shell, which reads back exactly these words. SSH carries only a line. Pure. */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (word.includes("\0")) throw new RangeError("an argument cannot hold a NUL byte");
  return `'${word.replaceAll("'", "'\\''")}'`;
}
