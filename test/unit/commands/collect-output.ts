/** A terminal without colors and environment, and what was written to it so far. */
export function collectOutput() {
  const said = { stdout: "", stderr: "" };
  const io = {
    stdout: (text: string) => {
      said.stdout += text;
    },
    stderr: (text: string) => {
      said.stderr += text;
    },
    cwd: () => "/",
    color: false,
    env: {},
  };
  return { said, io };
}
