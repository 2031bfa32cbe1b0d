/**
 * Controls of the lock screen, of headphones and of keyboards (https://w3c.github.io/mediasession/). Browsers show them
 * only while an element plays, so a file with silence is played along with the voice.
 */

const ACTIONS = ["play", "pause", "previoustrack", "nexttrack", "stop"] as const;

/** What each of the controls does. */
export type Handlers = Record<typeof ACTIONS[number], () => void>;

/** The controls of one player. */
export class MediaSessionControls {
  #audio = new Audio();

  constructor(title: string, artist: string, artwork: string | undefined, handlers: Handlers) {
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    this.#audio.loop = true;
    mediaSession.metadata = new MediaMetadata({ title, artist, artwork: artwork ? [{ src: artwork }] : [] });
    for (const action of ACTIONS) {
      try {
        mediaSession.setActionHandler(action, handlers[action]);
      } catch {
        // The browser does not know the action.
      }
    }
  }

  set isPlaying(isPlaying: boolean) {
    if (!navigator.mediaSession) return;
    if (isPlaying) {
      this.#audio.src ||= new URL("./baca-silence.wav", import.meta.url).href;
      // Without the file, or where a policy forbids it, only these controls are missing.
      this.#audio.play().catch(() => {});
    } else this.#audio.pause();
    navigator.mediaSession.playbackState = isPlaying ? "playing" : "paused";
  }

  /** Removes the controls. */
  end(): void {
    this.#audio.pause();
    this.#audio.removeAttribute("src");
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    mediaSession.metadata = null;
    mediaSession.playbackState = "none";
    for (const action of ACTIONS) {
      try {
        mediaSession.setActionHandler(action, null);
      } catch {
        // As above.
      }
    }
  }
}
