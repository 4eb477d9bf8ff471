import type { WizardEnd } from "./wizard-state.ts";

/** The last line, when the screen is gone. Pure. */
export function describeEnd(end: WizardEnd): string {
  switch (end) {
    case "typed":
      return "clawdie: the settings are handed to the installer, which now checks this computer once more.";
    case "left":
      return "clawdie: left without installing. The installer goes on waiting for a corrected stick.";
    case "taken":
      return "clawdie: the installer has found another setup.txt and goes on with that one; this screen has ended.";
  }
}
