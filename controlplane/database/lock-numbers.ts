/** Numbers of our advisory locks in system_ops; each is held to the end of its transaction. */
export const lockNumbers = {
  migrations: 8_443_001,
  firstOperator: 8_443_002,
  signInAttempts: 8_443_003,
} as const;
