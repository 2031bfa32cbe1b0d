/**
 * The rules for places in the body. They look only at the roles of the blocks. A decision between two blocks depends on
 * the blocks before it and on the next one, so a body that grows keeps its places. `crates/model/src/places.rs` has the
 * same rules for server-rendered pages.
 */

/** Maximum number of places of one rule if the rule has no maximum. */
const DEFAULT_MAX = 20;

/** What a block is: a paragraph or update, which are counted, a heading, a figure beside the text, or other. */
export type Role = "text" | "heading" | "float" | "other";

/** A rule of the configuration; `after` is a number of paragraphs, at least 1. */
export interface Rule {
  name: string;
  at: "before-body" | "end" | "after";
  after: number;
  /** Number of paragraphs from one place to the next; 0 for a single place. */
  every: number;
  max: number | undefined;
}

/** A place in a body. */
export interface Place {
  /** Index of the rule. */
  rule: number;
  /** Number of the place among those of its rule, from 1. */
  number: number;
  /** The place is before the block with this index; at the end, it is the number of blocks. */
  before: number;
}

/**
 * Returns the places of a body in order. A place is never between a heading and its text, beside a floating figure, or
 * next to another place: there is a paragraph between two. If a place cannot be where its rule says, it goes to the
 * next position where it can. The first rule of several has precedence.
 */
export function placesOf(roles: Role[], rules: Rule[]): Place[] {
  const single = (at: Rule["at"], before: number): Place[] => {
    const rule = rules.findIndex((rule) => rule.at === at && rule.max !== 0);
    return rule < 0 ? [] : [{ rule, number: 1, before }];
  };
  const out = single("before-body", 0);
  /** For each rule: the number of its places, and the count of paragraphs at which the next one is due. */
  const next = rules.map(({ at, after, max }) => ({ number: 0, due: at === "after" && max !== 0 ? after : Infinity }));
  let count = 0;
  let lastCount = 0;
  for (let index = 0; index + 1 < roles.length; index++) {
    const role = roles[index];
    if (role === "text") count++;
    const isBesideFloat = role === "float" || roles[index - 1] === "float";
    if (role === "heading" || isBesideFloat || count === lastCount) continue;
    const rule = next.findIndex(({ due }) => count >= due);
    if (rule < 0) continue;
    const state = next[rule]!;
    const { every, max = DEFAULT_MAX } = rules[rule]!;
    state.number++;
    out.push({ rule, number: state.number, before: index + 1 });
    state.due = every > 0 && state.number < max ? count + every : Infinity;
    lastCount = count;
  }
  return [...out, ...single("end", roles.length)];
}
