/** Renders single blocks with the module that renders articles: as an article of their own, outside of the page. */

import { make } from "../dom.ts";
import type { Context } from "./context.ts";

/** Prefix of the ids of a reader (`src/bindings/reader.rs`, `crates/render/src/page/element.rs`). */
const PREFIX = /^baca-[0-9a-f]+-/;

/**
 * Renders a block of an article and returns its elements. `article` has the members that rendering depends on, such as
 * the language. `prefix` starts the ids of the reader that will contain the elements.
 */
export async function renderBlock(
  { host, services }: Context,
  article: object,
  block: unknown,
  { base, prefix }: { base: string; prefix: string },
): Promise<Element[]> {
  const app = await services.load("baca-app");
  const detached = make("div", { lang: host.getAttribute("lang") ?? "" });
  detached.attachShadow({ mode: "open" });
  const container = make("div");
  detached.shadowRoot!.append(container);
  const content = { ...article, baca: 1, headline: "", dek: "", lead: undefined, dateline: undefined, body: [block] };
  const text = new TextEncoder().encode(JSON.stringify(content));
  const { id } = services.call(app, "mount", detached, container, text, { base, problem: () => {} });
  if (id) while (services.call(app, "mountNext", id));
  const elements = [...container.querySelectorAll(".section > *")];
  for (const element of elements) element.remove();
  if (id) services.call(app, "unmount", id);
  for (const element of elements.flatMap((element) => [element, ...element.querySelectorAll("[id]")])) {
    if (element.id) element.id = element.id.replace(PREFIX, prefix);
  }
  return elements;
}

/** Returns the prefix of the ids in a rendered body; a new one if it has no ids. */
export function prefixOf(body: Element): string {
  const found = [...body.querySelectorAll("[id]")].map(({ id }) => PREFIX.exec(id)?.[0]).find(Boolean);
  return found ?? "baca-0-";
}
