import type { Issue } from "../setup/issues/issue.ts";

/** A result without a layout: the file and the consoles lay out the same page. */
export interface ResultPage {
  /** One word in capitals: it works; it heals by itself or by a small deed; you have to change something; be patient. */
  readonly word: "DONE" | "WAITING" | "STOPPED" | "WORKING";
  readonly headline: string;
  /** Most important first: a console that is too small drops from the end. */
  readonly sections: readonly ResultSection[];
}

export interface ResultSection {
  readonly title: string;
  /** Paragraphs to wrap. */
  readonly paragraphs: readonly string[];
  /** Lines of a table, not to be wrapped. */
  readonly table?: readonly string[];
  /** Shown on a console however little room there is. */
  readonly always?: true;
}

/** The warnings among the issues as a section of their own, or none. */
export function describeWarnings(issues: readonly Issue[]): ResultSection[] {
  const warnings = issues.filter(({ severity }) => severity === "warning");
  return warnings.length === 0 ? [] : [describeIssues("Warnings", warnings)];
}

/** Each with its line and key in front: what to look for in the file. */
export function describeIssues(title: string, issues: readonly Issue[]): ResultSection {
  return {
    title,
    paragraphs: issues.map(({ line, key, message, hint }) => {
      const place = [line === null ? null : `Line ${line}`, key].filter((part) => part !== null).join(", ");
      return `${place === "" ? "" : `${place}: `}${message} ${hint}`.trim();
    }),
  };
}
