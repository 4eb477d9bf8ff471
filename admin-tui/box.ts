/** How a command ended. */
export interface BoxResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** What may be said about one command. */
export interface BoxRunOptions {
  /** Written to its standard input; secrets go here, never into the arguments. */
  input?: string;
  /** After this many seconds it is ended and the answer has code 124. */
  timeoutSeconds?: number;
}

/** A command that goes on until it ends by itself or is stopped. */
export interface FollowedCommand {
  /** Its exit code; rejects when the box cannot be reached any more. */
  done: Promise<number>;
  stop(): void;
}

/**
 * A box as the admin screens see it: this machine, or another one over SSH. Everything shown or changed goes through
 * commands of the box, as argument arrays, so that both are the same screens.
 */
export interface Box {
  /** Host name, or user@host for a box elsewhere. */
  readonly title: string;
  /** Runs a command to its end. Any exit code is an answer; rejects only when the box cannot be reached. */
  run(argv: readonly string[], options?: BoxRunOptions): Promise<BoxResult>;
  /** Runs a command and hands over every line of both its streams as it comes. */
  follow(argv: readonly string[], onLine: (line: string) => void): FollowedCommand;
  close(): Promise<void>;
}
