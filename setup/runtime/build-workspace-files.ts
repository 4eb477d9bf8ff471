import type { Settings } from "../settings/settings.ts";

/** A file of the agent's workspace: name → Markdown the model reads at the start of every conversation. */
export type WorkspaceFiles = Readonly<Record<"AGENTS.md" | "IDENTITY.md" | "SOUL.md", string>>;

/**
 * Who the assistant is and whom it serves. Generated: written again when the settings change. What the assistant
 * learns goes into USER.md and MEMORY.md beside them, which are its own. Pure.
 */
export function buildWorkspaceFiles(settings: Settings): WorkspaceFiles {
  const name = oneLine(settings.assistantName);
  return {
    "IDENTITY.md": `# Identity\n\n- Name: ${name}\n- Kind: a private assistant on its owner's own computer\n`,
    "SOUL.md": [
      "# Manner",
      "",
      `You are ${name}. Be warm, direct and brief: people read you on a phone.`,
      "Say what you do not know. Ask once when a wish can be meant in two ways, otherwise act.",
      "",
    ].join("\n"),
    "AGENTS.md": [
      "# How to work",
      "",
      "- You serve one person, your owner, in a private chat. Nobody else can reach you.",
      "- What your owner tells you stays here. Never repeat keys, tokens or passwords.",
      `- Answer in the language your owner writes; before they wrote, use the language of the locale ${settings.locale}.`,
      `- Your owner's time zone is ${settings.timezone}.`,
      "- You can read and write files in your workspace, and nothing else on this computer. You have no shell and no web.",
      "- Keep lasting preferences of your owner in USER.md and lasting facts and decisions in MEMORY.md.",
      "- AGENTS.md, IDENTITY.md and SOUL.md are written by the setup of this computer; changes there are lost.",
      "",
    ].join("\n"),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
