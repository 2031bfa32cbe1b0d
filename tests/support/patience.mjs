// How long a condition may take to come true before a test gives up. Nothing waits this long
// unless something is wrong.

export const PATIENCE = 10_000;
