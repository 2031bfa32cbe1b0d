/**
 * Types of Baca: the element, its events, its configuration, and articles in its own format.
 * `static/schema` describes article and configuration for machines.
 */

// ---------------------------------------------------------------------------------------------
// The element

/** The names that `format` takes. */
export type BacaFormat =
  | "baca" | "wordpress" | "json-feed" | "schema-org" | "ghost" | "activitypub" | "ans" | "apple-news" | "guardian" | "html";
export type BacaTheme = "auto" | "light" | "dark" | "sepia" | "contrast";
export type BacaState = "idle" | "loading" | "ready" | "error";

/** `<baca-reader>` */
export class BacaReader extends HTMLElement {
  /** Address of the article, absolute; empty when there is none. */
  get src(): string;
  set src(value: string | null);
  /** Overrides detection; empty when it does not. */
  get format(): string;
  set format(value: BacaFormat | "" | null);
  /** Which article of a feed or list: its id or address. */
  get item(): string;
  set item(value: string | null);
  /** The site's configuration: an object, or its address. */
  get config(): BacaConfig | string;
  set config(value: BacaConfig | string | null);
  theme: BacaTheme | string;
  /** What is shown, in Baca's own format; `null` while nothing is. */
  get article(): BacaArticle | null;
  /** Shows this instead of `src`: an object, or a JSON text, of any format. */
  set article(value: object | string | null);
  readonly state: BacaState;
  /** Resolves with the article once it is on screen; rejects with the failure. Anew with each load. */
  readonly ready: Promise<BacaArticle>;
  /** Fetches again. */
  reload(): Promise<BacaArticle>;
}

// ---------------------------------------------------------------------------------------------
// Events: all bubble and are composed

export type BacaErrorCode =
  | "network" | "timeout" | "http" | "not-json" | "not-an-article" | "too-large" | "unsupported" | "config";

export type BacaNotificationReason =
  | "key-changed" | "worker-missing" | "worker-type" | "worker-scope" | "worker" | "key" | "push-service" | "report";

export interface BacaEventDetails {
  "baca-load": { headline: string; url: string | null; format: string; blocks: number };
  "baca-error": { code: BacaErrorCode; message: string; retryable: boolean };
  "baca-view": Record<string, never>;
  /** Each 5 % of the body that has been on screen. */
  "baca-progress": { percent: number };
  /** Milliseconds of attention so far. */
  "baca-engaged": { ms: number; percent: number };
  /** Percent of the site's own size. */
  "baca-text-size": { size: number };
  "baca-settings": {
    size: number;
    theme: BacaTheme | null;
    font: "site" | "serif" | "sans" | null;
    spacing: "tight" | "normal" | "loose" | null;
    width: "narrow" | "normal" | "wide" | null;
  };
  /** `asking`: it waits for the reader's word, and nothing of it is loaded. */
  "baca-comments": {
    provider: BacaCommentProvider["type"];
    state: "asking" | "loading" | "ready" | "failed" | "timeout" | "ended" | "busy";
  };
  /** `reason` is told with `failed`, and as `key-changed` with `subscribed`. */
  "baca-notifications": {
    state: "asked" | "refused" | "subscribed" | "unsubscribed" | "blocked" | "dismissed" | "failed";
    reason: BacaNotificationReason | null;
  };
  "baca-share": { method: BacaShare };
  /** The reader wants the article read aloud, or has had enough. */
  "baca-listen": { state: "asked" | "ended" };
  "baca-video": { src: string; state: "play" | "pause" | "ended" | "error" };
}

export type BacaEvent<Name extends keyof BacaEventDetails> = CustomEvent<BacaEventDetails[Name]>;
type BacaEventMap = { [Name in keyof BacaEventDetails]: BacaEvent<Name> };

declare global {
  interface HTMLElementTagNameMap {
    "baca-reader": BacaReader;
  }
  interface HTMLElementEventMap extends BacaEventMap {}
  interface DocumentEventMap extends BacaEventMap {}
  interface WindowEventMap extends BacaEventMap {}
}

// ---------------------------------------------------------------------------------------------
// Configuration

export type BacaShare = "native" | "copy" | "whatsapp" | "x" | "facebook" | "email";

interface ProviderBase {
  /** Name on the tab. */
  label?: string;
}

/** See docs/comments.md. `thread` names the discussion where the article does not. */
export type BacaCommentProvider = ProviderBase &
  (
    | { type: "baca" }
    | { type: "wordpress"; url: string; thread?: string; anonymous?: boolean }
    | { type: "isso"; url: string; thread?: string }
    | { type: "cusdis"; appId: string; host?: string; thread?: string }
    | { type: "mastodon"; thread?: string }
    | { type: "bluesky"; thread?: string; url?: string }
    | { type: "activitypub"; thread?: string }
    | {
        type: "giscus";
        repo: string;
        repoId: string;
        category: string;
        categoryId: string;
        mapping?: "pathname" | "url" | "title" | "og:title" | "specific" | "number";
        thread?: string;
        strict?: boolean;
        reactions?: boolean;
        inputPosition?: "bottom" | "top";
        themeLight?: string;
        themeDark?: string;
        host?: string;
      }
    | {
        type: "utterances";
        repo: string;
        mapping?: "pathname" | "url" | "title" | "og:title";
        thread?: string;
        issueLabel?: string;
        themeLight?: string;
        themeDark?: string;
        host?: string;
      }
    | { type: "remark42"; host: string; siteId: string; thread?: string }
    | { type: "discourse"; url: string; thread?: string; userName?: string; className?: string }
    | { type: "disqus"; shortname: string; thread?: string }
    | { type: "facebook"; appId: string }
    | { type: "hyvor-talk"; websiteId: string | number; host?: string; thread?: string }
    | { type: "commento"; url?: string; thread?: string }
    | { type: "comentario"; url: string; thread?: string }
    | { type: "waline"; serverURL: string; script?: string; style?: string; thread?: string }
    | { type: "coral"; url: string; thread?: string }
  );

export interface BacaConfig {
  $schema?: string;
  site?: { name?: string; url?: string };
  comments?: {
    /** Heading above the tabs. */
    label?: string;
    /** Seconds. */
    timeout?: number;
    providers?: BacaCommentProvider[];
    /** The provider whose tab is open at first. */
    default?: BacaCommentProvider["type"];
    /** `near`: the open tab loads when the reader comes near it. */
    load?: "choice" | "near";
  };
  consent?: {
    /** Absent: choosing a tab is asking. */
    comments?: "ask" | "tcf" | "granted";
  };
  notifications?: {
    /** Base64url (RFC 8292). */
    vapidPublicKey: string;
    /** On the page's own origin. */
    serviceWorker: string;
    /** What the worker is to rule over; its own folder if absent. */
    scope?: string;
    /** Where `BacaSubscription` is posted to, and `BacaFarewell` is sent to by DELETE. */
    subscribe?: string;
    topics?: (string | { id: string; label?: string })[];
    follow?: ("story" | "author" | "tag")[];
    after?: { seconds?: number; percent?: number; views?: number };
    remindAfterDays?: number[];
  };
  analytics?: { endpoint?: string };
  share?: BacaShare[];
  /** By language and key; plurals by category. */
  labels?: Record<string, Record<string, string | Record<string, string>>>;
}

/** What is posted to `notifications.subscribe`. */
export interface BacaSubscription {
  subscription: PushSubscriptionJSON;
  topics: string[];
  /** Where the reader was; missing when the worker renews a subscription. */
  article?: { url: string; title: string; id: string | null };
  /** Language of the controls, BCP 47. */
  lang: string;
  /** The endpoint of a subscription that has ended with this one. */
  replaces?: string;
}

/** What is sent there by DELETE. */
export interface BacaFarewell {
  endpoint: string;
}

/** A message, as `baca-sw.js` reads it. */
export interface BacaMessage {
  title?: string;
  body?: string;
  url?: string;
  icon?: string;
  image?: string;
  badge?: string;
  tag?: string;
  renotify?: boolean;
  silent?: boolean;
  requireInteraction?: boolean;
  lang?: string;
  dir?: BacaDirection;
  /** Milliseconds since 1970. */
  timestamp?: number;
  actions?: { action: string; title: string; url?: string; icon?: string }[];
  /** Where it is told that the notification was pressed or closed. */
  report?: string;
  app_badge?: number;
  /** Not for Baca's worker. */
  baca?: false;
}

// ---------------------------------------------------------------------------------------------
// Articles

export type BacaDirection = "ltr" | "rtl" | "auto";

interface Marks {
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  code?: boolean;
  sub?: boolean;
  sup?: boolean;
  mark?: boolean;
  small?: boolean;
  href?: string;
  title?: string;
  lang?: string;
  dir?: BacaDirection;
  ruby?: string;
  id?: string;
  math?: BacaMath;
}

/** MathML: name, attributes, children. */
export type BacaMath = (string | Record<string, string> | BacaMath)[];

/** A run of text, of markup, or a line break. */
export type BacaSpan =
  | ({ text: string } & Marks)
  | ({ html: string } & Marks)
  | { break: true }
  | { wbr: true };
/** Text; never markup, unless a span says so. */
export type BacaInline = string | BacaSpan | (string | BacaSpan)[];

export interface BacaLink {
  text: BacaInline;
  url?: string;
  dek?: BacaInline;
  kicker?: string;
  image?: string | BacaImage;
}

export interface BacaPerson {
  name: string;
  url?: string;
  role?: string;
  org?: string;
  image?: string | BacaImage;
  bio?: BacaInline;
}

export interface BacaSource {
  src: string;
  width?: number;
  height?: number;
  /** MIME type. */
  type?: string;
  /** Media query. */
  media?: string;
}

export interface BacaImage {
  src: string;
  alt?: string;
  width?: number;
  height?: number;
  sources?: BacaSource[];
  caption?: BacaInline;
  credit?: BacaInline;
  /** What must stay visible, each 0 to 1. */
  focus?: [number, number];
  href?: string;
}

interface BlockBase {
  id?: string;
  lang?: string;
  dir?: BacaDirection;
  size?: "inline" | "wide" | "full" | "left" | "right" | "thumb";
  /** Shown by readers that do not know the type. */
  fallback?: BacaBlock[];
}

interface MediaBase extends BlockBase {
  src?: string;
  sources?: BacaSource[];
  poster?: string | BacaImage;
  tracks?: { src: string; lang?: string; label?: string; kind?: string }[];
  title?: string;
  /** Seconds. */
  duration?: number;
  transcript?: BacaBlock[];
  caption?: BacaInline;
  credit?: BacaInline;
}

export type BacaListItem =
  | BacaInline
  | { text?: BacaInline; term?: BacaInline; checked?: boolean; body?: BacaBlock[]; id?: string };

export type BacaCell =
  | BacaInline
  | {
      text?: BacaInline;
      body?: BacaBlock[];
      header?: boolean;
      colspan?: number;
      rowspan?: number;
      align?: "start" | "center" | "end";
    };

/** A string is a paragraph. */
export type BacaBlock =
  | string
  | (BlockBase & { type: "paragraph"; text: BacaInline; dropcap?: boolean; align?: "start" | "center" | "end" })
  | (BlockBase & { type: "heading"; text: BacaInline; level?: number })
  | (BlockBase & { type: "list"; items: BacaListItem[]; ordered?: boolean; start?: number })
  | (BlockBase & { type: "quote"; text?: BacaInline; body?: BacaBlock[]; attribution?: BacaInline; url?: string; pull?: boolean })
  | (BlockBase & { type: "image" } & BacaImage)
  | (BlockBase & { type: "gallery"; items: (string | BacaImage)[]; caption?: BacaInline; layout?: "grid" | "slides" })
  | (MediaBase & { type: "video" })
  | (MediaBase & { type: "audio" })
  | (BlockBase & {
      type: "embed";
      url: string;
      frame?: string;
      provider?: string;
      title?: string;
      poster?: string | BacaImage;
      width?: number;
      height?: number;
      caption?: BacaInline;
    })
  | (BlockBase & { type: "table"; rows: BacaCell[][]; head?: number; caption?: BacaInline })
  | (BlockBase & { type: "code"; text: BacaInline; language?: string; verse?: boolean })
  | (BlockBase & { type: "divider" })
  | (BlockBase & { type: "aside"; body: BacaBlock[]; title?: BacaInline; kind?: string; open?: boolean })
  | (BlockBase & { type: "links"; items: BacaLink[]; title?: BacaInline })
  | (BlockBase & {
      type: "update";
      body: BacaBlock[];
      title?: BacaInline;
      published?: string;
      modified?: string;
      byline?: BacaInline | (string | BacaPerson)[];
      key?: boolean;
    })
  | (BlockBase & { type: "html"; html: string })
  | (BlockBase & { type: `x-${string}`; [member: string]: unknown });

/** An article in Baca's own format, version 1. */
export interface BacaArticle {
  $schema?: string;
  baca: 1;
  id?: string;
  url?: string;
  lang?: string;
  dir?: BacaDirection;
  kicker?: string | BacaLink;
  headline: BacaInline;
  dek?: BacaInline;
  byline?: BacaInline | (string | BacaPerson)[];
  dateline?: string;
  editor?: string | (string | BacaPerson)[];
  corrections?: { text: BacaInline; published?: string }[];
  /** A day, or RFC 3339 with its offset. */
  published?: string;
  modified?: string;
  lead?: BacaBlock;
  body: BacaBlock[] | { html: string } | { [member: string]: unknown };
  tags?: (string | BacaLink)[];
  related?: BacaLink[];
  publisher?: string | BacaPerson;
  copyright?: string;
  rating?: { value: number; max?: number; min?: number; unit?: string };
  minutes?: number;
  comments?: BacaComments;
  truncated?: boolean;
}

export interface BacaComment {
  id?: string;
  author?: string | BacaPerson;
  published?: string;
  text: BacaInline | BacaBlock[];
  likes?: number;
  badge?: string;
  url?: string;
  state?: "shown" | "removed" | "held";
  replies?: BacaComment[];
}

export interface BacaComments {
  count?: number;
  open?: boolean;
  url?: string;
  /** Where else it is discussed: by the type of a provider, its name for the discussion. */
  threads?: Partial<Record<BacaCommentProvider["type"], string>>;
  items?: BacaComment[];
  tabs?: { id?: string; label: string; count?: number; src?: string; items?: BacaComment[] }[];
}
