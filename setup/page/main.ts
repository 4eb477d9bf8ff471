import { checkSetup } from "../config/check-setup.ts";
import type { Profiles } from "../settings/profiles.ts";
import { drawPage } from "./draw-page.ts";
import type { Page } from "./page.ts";
import { chooseLanguage } from "./texts/choose-language.ts";
import { buildEnglish } from "./texts/english.ts";
import { buildSlovenian } from "./texts/slovenian.ts";

/** setup/profiles.toml, put in by the build. */
declare const clawdieProfiles: Profiles;

/** The script of CHECK-MY-SETUP.html. */
function startPage(root: HTMLElement, languages: readonly string[]): void {
  const english = buildEnglish();
  const catalogues = [english, buildSlovenian()];
  const page: Page = {
    state: {
      texts: chooseLanguage(languages, catalogues),
      ...{ view: "check", opened: null, showSecrets: false, showAll: false, fromFile: false },
      ...{ values: new Map(), touched: new Set() },
    },
    catalogues,
    english,
    judge: (bytes, file) => checkSetup(bytes, { profiles: clawdieProfiles, file }),
    draw: () => drawPage(page, root),
  };
  page.draw();
}

const root = document.querySelector<HTMLElement>("#page");
if (root !== null) startPage(root, navigator.languages);
