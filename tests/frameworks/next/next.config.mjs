// Turbopack would take the folder of another lock file for the root.
export default { turbopack: { root: import.meta.dirname } };
