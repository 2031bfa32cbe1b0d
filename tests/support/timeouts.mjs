// Longest time that a test waits for a condition, in milliseconds. Only a failing test waits this long.

export const TIMEOUT_MS = 10_000;
