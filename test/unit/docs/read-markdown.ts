const fence = /^```[^\n]*\n([\s\S]*?)^```$/gm;

/** Targets of the links of a page that lead into this checkout: no schemes. Code is left out. */
export function findLinks(text: string): string[] {
  const prose = text.replaceAll(fence, "").replaceAll(/`[^`\n]*`/g, "code");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter((target) => !/^[a-z]+:/i.test(target));
}

/** What is set as code: each fenced block, each span between backticks. */
export function findCode(text: string): string[] {
  const blocks = [...text.matchAll(fence)].map((match) => match[1] ?? "");
  const spans = [...text.replaceAll(fence, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  return [...blocks, ...spans];
}

/** Anchors of the headings, as code hosts make them. */
export function headingAnchors(text: string): string[] {
  const headings = [...text.replaceAll(fence, "").matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? "");
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
