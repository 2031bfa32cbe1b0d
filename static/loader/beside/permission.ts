/** Reads the browser's permission for notifications, and what is stored about a subscription. */

import { readStored } from "../storage.ts";

/** Key in `localStorage` of `src/notifications/outbox.rs`. */
const SUBSCRIPTION = "baca:push";

/** A VAPID public key (65 bytes as base64, the first of which is 4). The panels report any other key. */
const KEY = /^\s*B[\w+/-]{86}=?\s*$/;

/** The member `notifications` of the configuration, not validated. */
export interface Notifications {
  vapidPublicKey?: unknown;
  serviceWorker?: unknown;
  after?: unknown;
  remindAfterDays?: unknown;
}

/** Returns whether the device has a subscription, or reports about one that were not sent. */
export function isSubscribed(): boolean {
  // `untold` is the stored name of the pending reports (`src/notifications/outbox.rs`).
  const { endpoint, untold: pending } = Object(readStored(SUBSCRIPTION)) as Record<string, unknown>;
  return Boolean(endpoint ?? (pending as unknown[] | undefined)?.length);
}

/** Returns the browser's permission for notifications; `undefined` if this page cannot have notifications. */
export function permission(): NotificationPermission | undefined {
  const isSupported = isSecureContext && top === self && "PushManager" in self && navigator.serviceWorker;
  return isSupported ? self.Notification?.permission : undefined;
}

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
export const isActive = (notifications: Notifications, base: string): boolean =>
  !isValid(notifications, base) || isSubscribed() || permission() === "granted";

/** The status of the permission, once for the page: Chromium never releases one. */
let permissionStatus: Promise<PermissionStatus> | undefined;

/** Calls `changed` when the permission or the subscription has changed, also in another tab. */
export function observePermission(signal: AbortSignal, changed: () => void): void {
  const onStorage = ({ key }: StorageEvent) => key === SUBSCRIPTION && changed();
  globalThis.addEventListener("storage", onStorage, { signal });
  permissionStatus ??= navigator.permissions?.query({ name: "notifications" });
  permissionStatus?.then((status) => {
    status.addEventListener("change", changed, { signal });
    // Some browsers do not know this permission.
  }, () => {});
}
