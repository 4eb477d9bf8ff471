/** What a command may touch of the terminal it was started from; made in the entry point. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Nobody reads the output any more. Only what runs for a reader ends then: half a maintenance would be worse. */
  readonly isUnread?: () => boolean;
  /** The folder the command was started in: what a relative path of its arguments is meant from. */
  cwd(): string;
  /** Whether standard output shows colors. */
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}
