// Calls of the modules by the loader: a wrong name or argument does not compile. This file is compiled, not run.

import type { App, Discussion, Formats, Panels } from "../../static/loader/bindings.ts";
import { load } from "../../static/loader/modules.ts";
import { MountedArticle } from "../../static/loader/mounted-article.ts";
import { call, callSafely } from "../../static/loader/wasm-supervisor.ts";

const app: App = await load("baca-app");
const panels: Panels = await load("baca-panels");
const discussion: Discussion = await load("baca-discussion");
const formats: Formats = await load("baca-formats");
const host = document.createElement("div");

const isLeft: boolean = call(app, "renderNextChunk", 1);
const id: number | undefined = callSafely(panels, "mount", host, {} as never, "{}", "", true, {})?.id;
const problems: string[] = call(formats, "read", "{}", { base: "", format: undefined, item: undefined }).problems;
callSafely(discussion, "restyle", 1, "id");
new MountedArticle().call("configure", "{}", "")?.comments.valueOf();

// @ts-expect-error: no such module
load("baca-ap");
// @ts-expect-error: a misspelt function
call(app, "drawNo", 1);
// @ts-expect-error: a function of another module
callSafely(panels, "focusComment", 1, "c");
// @ts-expect-error: too few arguments
callSafely(discussion, "restyle", 1);
// @ts-expect-error: an argument of another type
callSafely(app, "unmount", "1");
// @ts-expect-error: only `modules.ts` starts modules
call(formats, "start", undefined);
// @ts-expect-error: `call` adds the id of the reader
new MountedArticle().call("configure", 1, "{}", "");

export { id, isLeft, problems };
