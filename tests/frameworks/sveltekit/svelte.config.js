// The site of tests/frameworks in SvelteKit, built as a server of Node.js.
import adapter from "@sveltejs/adapter-node";

export default { kit: { adapter: adapter() } };
