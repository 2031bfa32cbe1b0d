/**
 * Decides when the module of the panels (`baca-panels`) is needed. Until then it shows the bell and counts the seconds
 * of reading.
 */

import type { BeforePanels, Configured } from "./bindings.ts";
import type { FetchedText } from "./fetch-text.ts";
import { whenSeen } from "./mounted-article.ts";
import { near } from "./scheduling.ts";
import { readStored, store } from "./storage.ts";

/** Keys in `localStorage` of `src/notifications/prompt_history.rs` and `src/notifications/outbox.rs`. */
const HISTORY = "baca:notifications";
const SUBSCRIPTION = "baca:push";

const TICK_MS = 1000;

/** Fragments and parameters of URLs that name a comment (`PermalinkScheme` in `src/comments`). */
const COMMENT_URL = /#(comment-|isso-|commento-|comentario-|remark42)|[?&](giscus|utterances|commentID)=/i;

/** A VAPID public key (65 bytes as base64, the first of which is 4). The panels report any other key. */
const KEY = /^\s*B[\w+/-]{86}=?\s*$/;

/** The member `notifications` of the configuration, not validated. */
interface Notifications {
  vapidPublicKey?: unknown;
  serviceWorker?: unknown;
  after?: { seconds?: unknown; percent?: unknown; views?: unknown } | null;
}

/** Returns an object in `localStorage`; an empty one if there is none. */
const stored = (key: string) => Object(readStored(key)) as Record<string, unknown>;

const numberOr = (fallback: number, value: unknown) => (typeof value === "number" ? value : fallback);

/** Returns whether the device has a subscription, or reports about one that were not sent. */
function isSubscribed(): boolean {
  // `untold` is the stored name of the pending reports (`src/notifications/outbox.rs`).
  const { endpoint, untold: pending } = stored(SUBSCRIPTION);
  return Boolean(endpoint ?? (pending as unknown[] | undefined)?.length);
}

/** Returns the browser's permission for notifications; `undefined` if this page cannot have notifications. */
function permission(): NotificationPermission | undefined {
  const isSupported = isSecureContext && top === self && "PushManager" in self && navigator.serviceWorker;
  return isSupported ? self.Notification?.permission : undefined;
}

/** The status of the permission, once for the page: Chromium never releases one. */
let permissionStatus: Promise<PermissionStatus> | undefined;

/** Returns whether the configuration is valid. The panels report an invalid one, and have no bell then. */
function isValid({ vapidPublicKey, serviceWorker }: Notifications, base: string): boolean {
  try {
    const worker = new URL(serviceWorker as string, base);
    return typeof serviceWorker === "string" && worker.origin === location.origin && KEY.test(vapidPublicKey as string);
  } catch {
    return false;
  }
}

/** Returns whether notifications need the module at once: a subscription may have to be renewed or reported. */
const isActive = (notifications: Notifications, base: string) =>
  !isValid(notifications, base) || isSubscribed() || permission() === "granted";

/** Watches one article for the first reason to load the panels. */
export class PanelsTrigger {
  /** Resolves when the panels are needed; with `true` if the reader has pressed the bell. */
  needed: Promise<boolean>;
  /** Called when the bell is pressed again, after the panels could not be loaded. */
  onPress: (() => void) | undefined;

  #root: ShadowRoot;
  #end = new AbortController();
  #resolve!: (isPressed: boolean) => void;
  #isPressed = false;
  #showBell: (status?: string) => void;
  /** Seconds of reading; `undefined` until the article counts as opened. */
  #seconds: number | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  /** `showBell` shows the bell with a status (the key of a message), or removes it. */
  constructor(
    host: HTMLElement,
    configured: Partial<Configured>,
    { content, base }: FetchedText,
    showBell: (status?: string) => void,
  ) {
    this.#root = host.shadowRoot!;
    this.#showBell = showBell;
    this.needed = new Promise((resolve) => (this.#resolve = resolve));
    if (configured.comments) this.#watchComments();
    if (configured.notifications) {
      const { notifications } = JSON.parse(content) as { notifications?: Notifications };
      this.#watchNotifications(host, Object(notifications) as Notifications, base);
    }
  }

  /** Ends all observation, removes the bell and returns what has happened. */
  end(): BeforePanels {
    const isFocused = this.#root.activeElement?.matches("[data-place=bell]>.bell");
    const before = { seconds: this.#seconds, isPressed: this.#isPressed, isFocused };
    this.#end.abort();
    clearInterval(this.#clock);
    this.#root.querySelector("[data-place=comments]")?.classList.remove("pending");
    this.#showBell();
    return before;
  }

  #need = (): void => this.#resolve(false);

  #watchComments(): void {
    const { signal } = this.#end;
    const place = this.#root.querySelector("[data-place=comments]");
    if (!place) return this.#need();
    const check = () => COMMENT_URL.test(location.href) && this.#need();
    check();
    addEventListener("hashchange", check, { signal });
    // Keeps the space of the tabs.
    place.classList.add("pending");
    near(signal, place).then(this.#need);
  }

  #watchNotifications(host: HTMLElement, notifications: Notifications, base: string): void {
    const { signal } = this.#end;
    const update = () => {
      if (signal.aborted) return;
      if (isActive(notifications, base)) return this.#need();
      const status = permission();
      this.#showBell(status === "default" ? "bellIsOff" : status ? "bellIsBlocked" : "bellIsImpossible");
    };
    update();
    const place = this.#root.querySelector("[data-place=bell]");
    place?.addEventListener("click", () => {
      this.#isPressed = true;
      this.#resolve(true);
      this.onPress?.();
    }, { signal });
    // Another tab has subscribed.
    const onStorage = ({ key }: StorageEvent) => key === SUBSCRIPTION && update();
    globalThis.addEventListener("storage", onStorage, { signal });
    permissionStatus ??= navigator.permissions?.query({ name: "notifications" });
    permissionStatus?.then((status) => {
      status.addEventListener("change", update, { signal });
      // Some browsers do not know this permission.
    }, () => {});
    whenSeen.get(host)?.then(() => this.#startClock(notifications));
  }

  /** Counts the article as opened and starts to count the seconds, as `src/notifications/ui/prompt.rs` does. */
  #startClock({ after }: Notifications): void {
    if (this.#end.signal.aborted || permission() !== "default") return;
    const history = stored(HISTORY);
    const views = numberOr(0, history.views) + 1;
    const until = numberOr(0, history.until);
    // Without storage there is no prompt.
    if (!store(HISTORY, { refusals: numberOr(0, history.refusals), until, views })) return;
    this.#seconds = 0;
    const check = () => {
      const percent = this.#root.querySelector("[part=progress]")?.getAttribute("aria-valuenow");
      const isDue = Date.now() >= until
        && views >= numberOr(1, after?.views)
        && this.#seconds! >= numberOr(20, after?.seconds)
        && Number(percent) >= numberOr(0, after?.percent);
      if (isDue) this.#need();
    };
    check();
    this.#clock = setInterval(() => {
      if (document.hidden) return;
      this.#seconds! += TICK_MS / 1000;
      check();
    }, TICK_MS);
  }
}
