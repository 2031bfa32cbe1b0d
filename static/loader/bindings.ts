/**
 * Types of the WebAssembly modules and of the values that the loader and the modules exchange. The functions of each
 * module are typed by the files in `generated`, which `cargo xtask dist` makes from `src/main.rs` and `src/bin`. The
 * modules call the functions of `HostServices` by name (`src/comments/host.rs`). Each reader, set of panels and
 * discussion has a number as its id.
 */

import type * as app from "./generated/baca-app.d.ts";
import type * as discussion from "./generated/baca-discussion.d.ts";
import type * as formats from "./generated/baca-formats.d.ts";
import type * as html from "./generated/baca-html.d.ts";
import type * as panels from "./generated/baca-panels.d.ts";
import type { BacaComments, BacaEventDetails } from "../baca.d.ts";
import type { TrustedTypesPolicy } from "./trusted-types.ts";

export type { TrustedTypesPolicy };

/** The details of `baca-load`. */
export type LoadDetail = BacaEventDetails["baca-load"];

/** The compiled code of a WebAssembly module. */
interface InitInput {
  module_or_path: WebAssembly.Module;
}

/** The function of every module: `default` instantiates it and must be called before any other. */
interface WasmModule {
  default(input: InitInput): Promise<unknown>;
  /** The module calls the member `onTrap` with the error of a trap. After a trap it must not be called again. */
  supervisor: { onTrap?: (error: unknown) => void };
}

/** Called by a module when Rust code in it has panicked. */
export type OnPanic = (message: string) => void;

/** Options with which `baca-app` mounts an article. */
export interface MountOptions {
  /** Relative URLs of the article are resolved against it. */
  base: string;
  /** Format that the article was converted from. */
  format?: string | undefined;
  /** Share of the article that is passed, 0 to 1; missing if it is the whole article. */
  share?: number;
  /** Called with each part of the article that cannot be used. */
  problem: ((text: string) => void) | null;
}

/** Result of mounting an article. */
export interface Mounted {
  /** Number of the reader; missing where the container has no mount points. */
  id?: number;
  detail: LoadDetail;
}

/** An article in Baca's own format: JSON as UTF-8, or an object from a converter. */
export type EncodedArticle = Uint8Array | object;

/** Facts about the article that panels and discussions need. */
export interface ArticleInfo {
  url: string;
  title: string;
  id: string | null;
  lang: string;
  authors: string[];
  tags: string[];
}

/** `ArticleInfo` with the comments that the article's own data contains. */
export interface PanelsInfo extends ArticleInfo {
  comments: BacaComments | undefined;
  /** Relative URLs of the comments are resolved against it. */
  base: string;
}

/** What `configure` returns: problems of the configuration, and which panels the site has configured. */
export interface Configured {
  problems: string[];
  comments: boolean;
  notifications: boolean;
}

/** What has happened before the panels were mounted. */
export interface BeforePanels {
  /** Whether the bell was pressed, so that its panel opens. */
  isPressed?: boolean;
  /** Whether the bell had the focus. */
  isFocused?: boolean;
  /** Indexes of the tab of comments that was chosen, and of the one that had the focus. */
  chosenTab?: number | undefined;
  focusedTab?: number | undefined;
}

/** What turning notifications on has led to. */
export interface PushOutcome {
  /** The text about it for the reader. */
  text: string;
  /** Whether it counts as a refusal. */
  isRefusal: boolean;
}

/** What mounting panels returns; `id` is 0 if the article has no mount points for them. */
export interface MountedPanels {
  id: number;
  problems: string[];
}

/** Options that `baca-panels` and `baca-tabs.js` pass for a discussion: its provider, labels, language … */
export interface DiscussionOptions {
  report(state: "ready" | "timeout" | "failed" | "count", count?: number): void;
  [option: string]: unknown;
}

/** Options with which `baca-html` and `baca-formats` convert an article. */
export interface FormatOptions {
  base: string;
  format: string | undefined;
  item: string | undefined;
}

/** An article that was converted to Baca's own format, and the problems that were found in it. */
export interface Converted {
  article: object;
  format: string;
  problems: string[];
}

/** A report of reading (docs/configuration.md). */
export interface ReadingReport {
  type: string;
  url: string;
  [detail: string]: unknown;
}

/** Functions of the loader that modules call. Rust calls these members by name. */
export interface HostServices {
  /** Takes a snapshot of the page's globals; returns a function that restores them. */
  snapshotGlobals(): () => void;
  /** Makes the Trusted Types policy accept these scripts, which a configuration of the page's own origin names. */
  acceptScripts(urls: string[]): void;
  /** Sends a report of reading to the site, as its configuration says. */
  report(host: HTMLElement, report: ReadingReport): void;
  /** Returns the URL of an article that has no URL of its own. */
  pageUrl(): string;
  /** Scrolls the scroll container of an element by this number of pixels. */
  scrollBy(element: Element, pixels: number): void;
  /** Resolves once the article of a reader is on screen, in a page that is activated and visible. */
  seen(host: HTMLElement): Promise<void> | undefined;
  /** Returns the texts of a language that has been fetched, as JSON; starts to fetch a language that has a file. */
  texts(lang: string, group: string): { lang: string; json: string } | undefined;
  /** Opens or closes a panel of the toolbar: `settings` or `share`. */
  open(host: HTMLElement, name: string): void;
  /** Adds a style sheet to the shadow root of a reader, unless it has it already. */
  style(host: HTMLElement, rules: string): void;
  /** Logs why a URL of a discussion could not be loaded; without a `reason` it is looked for. */
  explain(url: string, reason?: string): void;
  /** Converts comment bodies (HTML or Baca's own format) to the inline markup that comments may have. */
  convert(texts: unknown[], base: string): Promise<unknown[]>;
  /** Shows a discussion in `container`. Rejects if it cannot be shown. */
  discuss(host: HTMLElement, container: Element, options: DiscussionOptions): Promise<DiscussionHandle>;
}

/** Functions that act on an open discussion. */
export interface DiscussionHandle {
  restyle(lang: string): void;
  focusComment(comment: string): void;
  close(): void;
}

/** `baca-app` renders articles in Baca's own format. */
export type App = WasmModule & typeof app;
/** `baca-panels` has the panels beside the article: comments and notifications. */
export type Panels = WasmModule & typeof panels;
/** `baca-discussion` shows discussions whose provider has no interface of its own. */
export type Discussion = WasmModule & typeof discussion;
/** `baca-html` converts HTML, and the most common formats whose text is HTML, into Baca's own format. */
export type Html = WasmModule & typeof html;
/** `baca-formats` converts all formats and markup into Baca's own format. */
export type Formats = WasmModule & typeof formats;

/** Types of the modules, by file name. */
export interface Modules {
  "baca-app": App;
  "baca-panels": Panels;
  "baca-discussion": Discussion;
  "baca-html": Html;
  "baca-formats": Formats;
}

/** The name of a module. */
export type ModuleName = keyof Modules;
/** The functions of any module. */
export type AnyModule = Modules[ModuleName];

/** Names of a module's functions that `call` and `callSafely` accept. */
export type FunctionName<Module> = Exclude<keyof Module, "default" | "start" | "supervisor"> & string;
/** The arguments of a module's function. */
export type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
/** The result of a module's function. */
export type Result<F> = F extends (...args: never[]) => infer R ? R : never;
