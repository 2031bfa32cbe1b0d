/** The player: a panel at the lower edge of the window. */

import type { AidContext } from "../aids.ts";
import { CLOSE, icon } from "../icons.ts";
import { make, makePart } from "../dom.ts";
import { type Texts, textsOf } from "../texts.ts";
import { MediaSessionControls } from "./media-session.ts";
import { clearHighlight, readingPosition, type TextBlock, textBlocks } from "./text.ts";
import { chooseVoice, RATES, storedRate, storeRate, voiceFor, voicesOf } from "./voices.ts";

const PLAY = "M8 5l11 7-11 7z";
const PAUSE = "M9 6v12M15 6v12";
const PREVIOUS = "M18 6v12l-9-6zM6 6v12";
const NEXT = "M6 6v12l9-6zM18 6v12";

/** The player that reads an article aloud. */
export class Player {
  element = makePart("section", "player");
  #texts: Texts;
  #blocks: TextBlock[];
  #lang: string;
  #block: number;
  #sentence = 0;
  #rate = storedRate();
  /** The sentence that is being spoken; the ends of earlier ones are ignored. */
  #utterance: SpeechSynthesisUtterance | null = null;
  #toggle = make("button", { type: "button", class: "toggle" });
  #rateButton = make("button", { type: "button" });
  #place = make("span", { class: "position" });
  #voices = make("select");
  #status = make("p", { class: "note", role: "status" });
  #mediaControls: MediaSessionControls;
  #close: () => void;

  /** `close` is called when the person closes the player. */
  constructor(context: AidContext, close: () => void) {
    const { container, mounted } = context;
    this.#close = close;
    this.#texts = textsOf(__BACA_LISTEN_LOCALES__, "player", context);
    const info = mounted.call("page");
    this.#lang = info?.lang ?? "";
    this.#blocks = textBlocks(container, this.#lang);
    this.#block = readingPosition(this.#blocks);
    const { element } = this;
    element.className = "player";
    element.lang = this.#texts.lang;
    element.dir = container.dir;
    const label = (key: string) => this.#texts.t(key);
    element.setAttribute("aria-label", label("listenLabel"));
    const tool = (key: string, path: string, press: () => void) => {
      const button = make("button", { type: "button", "aria-label": label(key), title: label(key) }, icon(path));
      button.addEventListener("click", press);
      return button;
    };
    this.#toggle.addEventListener("click", () => (this.#utterance ? this.pause() : this.#speak()));
    this.#rateButton.addEventListener("click", () => this.#nextRate());
    this.#voices.setAttribute("aria-label", label("listenVoice"));
    this.#voices.addEventListener("change", () => {
      const voice = voicesOf(this.#lang)[this.#voices.selectedIndex];
      if (voice) chooseVoice(this.#lang, voice);
      if (this.#utterance) this.#speak();
    });
    element.append(
      tool("listenPrevious", PREVIOUS, () => this.#skip(-1)),
      this.#toggle,
      tool("listenNext", NEXT, () => this.#skip(1)),
      this.#rateButton, this.#voices, this.#place, tool("listenStop", CLOSE, () => this.close()), this.#status,
    );
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    const image = container.querySelector<HTMLImageElement>(".lead img, .figure img");
    const authors = info?.authors.join(", ") ?? "";
    this.#mediaControls = new MediaSessionControls(info?.title ?? "", authors, image?.currentSrc, {
      play: () => this.#speak(),
      pause: () => this.pause(),
      previoustrack: () => this.#skip(-1),
      nexttrack: () => this.#skip(1),
      stop: () => this.close(),
    });
    this.#listVoices();
  }

  /** Starts to speak; to be called once the player is in the page. */
  start(): void {
    this.#speak();
    // The person has opened the player, so it gets the focus.
    this.#toggle.focus();
  }

  /** Closes the player, as its button does. */
  close(): void {
    this.#close();
  }

  /** Stops reading and removes the player. */
  remove(): void {
    this.pause();
    this.#mediaControls.end();
    this.element.remove();
  }

  /** Cancels the speech and removes the mark. */
  pause(): void {
    this.#utterance = null;
    globalThis.speechSynthesis?.cancel();
    clearHighlight();
    this.#refresh();
  }

  /** Speaks the current sentence from its start. */
  #speak(): void {
    // Some browsers stop within long texts, and some lose their position in a pause: each sentence is an utterance.
    this.#utterance = null;
    globalThis.speechSynthesis?.cancel();
    const block = this.#blocks[this.#block];
    const text = block?.sentence(this.#sentence);
    if (!block || text === undefined) return;
    block.highlight(this.#sentence);
    let isFailed = false;
    try {
      const utterance = this.#utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = block.lang;
      utterance.rate = this.#rate;
      const voice = voiceFor(block.lang);
      // Objects that are no voices of this browser are refused.
      if (voice instanceof (globalThis.SpeechSynthesisVoice ?? Object)) utterance.voice = voice;
      utterance.addEventListener("end", () => this.#utterance === utterance && this.#advance());
      utterance.addEventListener("error", () => {
        if (this.#utterance !== utterance) return;
        // Another script of the page has cancelled the speech, or the voice is gone.
        this.#utterance = null;
        this.#refresh(true);
      });
      speechSynthesis.speak(utterance);
    } catch {
      this.#utterance = null;
      isFailed = true;
    }
    this.#refresh(isFailed);
  }

  /** Speaks the next sentence. At the end of the article, pauses at its beginning. */
  #advance(): void {
    this.#sentence += 1;
    if (this.#sentence >= (this.#blocks[this.#block]?.sentences.length ?? 0)) {
      this.#sentence = 0;
      this.#block += 1;
    }
    if (this.#block < this.#blocks.length) this.#speak();
    else {
      this.#block = 0;
      this.pause();
    }
  }

  #skip(by: number): void {
    this.#block = Math.max(0, Math.min(this.#blocks.length - 1, this.#block + by));
    this.#sentence = 0;
    this.#speak();
  }

  #nextRate(): void {
    this.#rate = RATES.find((rate) => rate > this.#rate) ?? RATES[0]!;
    storeRate(this.#rate);
    if (this.#utterance) this.#speak();
    else this.#refresh();
  }

  /** Lists the voices of the article's language, if there is a choice. */
  #listVoices(): void {
    const voices = voicesOf(this.#lang);
    const chosen = voiceFor(this.#lang);
    this.#voices.hidden = voices.length < 2;
    this.#voices.replaceChildren(...voices.map((voice) => {
      const option = make("option", {}, voice.name);
      option.selected = voice === chosen;
      return option;
    }));
  }

  #refresh(isFailed = false): void {
    const { t, number } = this.#texts;
    const isPlaying = Boolean(this.#utterance);
    const name = t(isPlaying ? "listenPause" : "listenPlay");
    this.#toggle.setAttribute("aria-label", name);
    this.#toggle.title = name;
    this.#toggle.replaceChildren(icon(isPlaying ? PAUSE : PLAY));
    const rate = `${number(this.#rate)}×`;
    this.#rateButton.textContent = rate;
    this.#rateButton.setAttribute("aria-label", t("listenRate", { n: rate }));
    this.#place.textContent = t("listenPlace", { n: number(this.#block + 1), of: number(this.#blocks.length) });
    this.#status.textContent = isFailed ? t("listenFailed") : "";
    this.#mediaControls.isPlaying = isPlaying;
  }
}
