import { fillPicture } from "./pictures/fill-picture.ts";
import { flashPicture } from "./pictures/flash-picture.ts";
import { hearPicture } from "./pictures/hear-picture.ts";
import { escapeText } from "./pictures/picture.ts";
import { plugPicture } from "./pictures/plug-picture.ts";
import type { Catalogue } from "./texts/catalogue.ts";

type Guide = Catalogue["guide"];

/** The body of START-HERE.html: every language as a section of its own; the address chooses, no script does. */
export function renderGuide(catalogues: readonly [first: Catalogue, second: Catalogue]): string {
  const [first, second] = catalogues;
  return [renderLanguage(second, first), renderLanguage(first, second)].join("\n");
}

function renderLanguage({ language, guide }: Catalogue, other: Catalogue): string {
  const text = escapeText;
  return `<div id="${language}" lang="${language}">
<header class="bar"><p class="brand">Clawdie</p><a href="#${other.language}" lang="${other.language}" hreflang="${other.language}">${text(other.languageName)}</a></header>
<main>
<h1>${text(guide.title)}</h1>
<p class="lead">${text(guide.lead)}</p>
<ol class="steps">${renderSteps(guide)}</ol>
<div class="columns">
${section(guide.needTitle, `${list(guide.need)}<p class="empty">${text(guide.empty)}</p>`)}
${section(guide.resultsTitle, list(guide.results))}
</div>
${section(guide.saysTitle, `<p>${text(guide.saysLead)}</p>${renderTable(guide)}`)}
<div class="columns">
${section(guide.troubleTitle, list(guide.trouble))}
${section(guide.careTitle, `<p>${text(guide.care)}</p>`)}
</div>
</main>
</div>`;
}

function renderSteps({ steps, hello }: Guide): string {
  const pictures = {
    flash: flashPicture(steps.flash.picture),
    fill: fillPicture(steps.fill.picture),
    plug: plugPicture(steps.plug.picture),
    hear: hearPicture(steps.hear.picture, hello),
  };
  return (["flash", "fill", "plug", "hear"] as const)
    .map((name, index) => {
      const { title, text } = steps[name];
      return `<li>${pictures[name]}<h2><span>${index + 1}</span> ${escapeText(title)}</h2><p>${linkPage(text)}</p></li>`;
    })
    .join("\n");
}

/** The page beside this one can be opened from here. */
function linkPage(text: string): string {
  return escapeText(text).replace("CHECK-MY-SETUP.html", '<a href="CHECK-MY-SETUP.html">$&</a>');
}

function section(title: string, content: string): string {
  return `<section><h2>${escapeText(title)}</h2>${content}</section>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeText(item)}</li>`).join("")}</ul>`;
}

function renderTable({ word, meaning, do: doing, says }: Guide): string {
  const head = [word, meaning, doing].map((text) => `<th scope="col">${escapeText(text)}</th>`).join("");
  const rows = says.map(([name = "", what = "", next = ""]) => {
    return `<tr><th scope="row">${escapeText(name)}</th><td>${escapeText(what)}</td><td>${escapeText(next)}</td></tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}
