/** The entry that only defines the element. */
export {};
