import { createLocalBox } from "./local-box.ts";
import { adminUsage, parseAdminOptions } from "./parse-admin-options.ts";
import { chooseTheme, hasAlternateScreen } from "./theme.ts";

/** Entry point of `clawdie-admin`; answers its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseAdminOptions(argv);
  if (options === null || options.help) {
    (options === null ? process.stderr : process.stdout).write(adminUsage);
    return options === null ? 64 : 0;
  }
  const { stdout, env } = process;
  const theme = chooseTheme(env.TERM, options.plain || env.NO_COLOR !== undefined);
  if (options.fleet || options.hosts.length > 0) {
    // Loaded only here: on a box the screen shall not wait for SSH.
    const { runRemote } = await import("./remote/run-remote.tsx");
    return runRemote(options, theme);
  }
  const box = createLocalBox(process.getuid?.() === 0, env);
  if (options.once) {
    const { renderOnce } = await import("./render-once.tsx");
    const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
    stdout.write(await renderOnce(box, options.screen, size, theme, Date.now()));
    return 0;
  }
  if (!stdout.isTTY || !process.stdin.isTTY) {
    process.stderr.write(
      "clawdie-admin needs a terminal; without one: clawdie-admin --once, or clawdie status\n",
    );
    return 64;
  }
  const { showAdmin } = await import("./show-admin.tsx");
  await showAdmin(box, {
    screen: options.screen,
    theme,
    stdout,
    alternateScreen: hasAlternateScreen(env.TERM),
  });
  return 0;
}

process.exit(await main(process.argv.slice(2)));
