/**
 * One reader: it gets an article, has the WebAssembly draw it, and tells how that went. Loads are
 * counted, so that what belongs to an earlier one is dropped.
 */

import { address } from "./attributes.js";
import { readBack } from "./brought.js";
import { rehearse } from "./dates.js";
import { Drawing } from "./drawing.js";
import { asBacaError, BacaError } from "./errors.js";
import { emit, misconfigured, report } from "./events.js";
import { fetchConfiguration } from "./fetching.js";
import { standing } from "./instances.js";
import { failure, skeleton } from "./meanwhile.js";
import { load } from "./modules.js";
import { Ready } from "./ready.js";
import { Rooms } from "./rooms.js";
import { dress } from "./settings.js";
import { plainText, sketch } from "./sketch.js";
import { convert, foresee, prepare, sourceOf } from "./source.js";
import { idle, painted } from "./time.js";

/** The configuration of a site that has none. */
const NONE = { content: "{}", base: "" };

export class Reader {
  /** `idle`, `loading`, `ready` or `error`. */
  state = "idle";
  ready = new Ready();
  /** The article and the configuration that the page gave as properties. */
  given = null;
  givenConfig = null;

  #host;
  #stage;
  #states;
  #rooms;

  #turn = 0;
  #abort;
  /** The button of an error that asked for this load, if one did. */
  #pressed;

  #drawing = new Drawing();
  /** What is shown, or soon will be, in Baca's own format: a text or an object; and where it came from. */
  #shown;
  #base;
  /** The site's configuration as it came. */
  #configuration = NONE;

  constructor(host, stage, states) {
    this.#host = host;
    this.#stage = stage;
    this.#states = states;
    this.#rooms = new Rooms(host);
  }

  /** The article that is shown, in Baca's own format. */
  get article() {
    if (!this.#drawing.there) return null;
    if (this.#stage.brought) return readBack(this.#stage.brought);
    return typeof this.#shown === "string" ? JSON.parse(this.#shown) : structuredClone(this.#shown);
  }

  /** Lets go of what the page brought along: another article comes, or none. */
  discard() {
    if (!this.#stage.brought) return;
    this.#unmount(true);
    this.#stage.discard();
  }

  /** Draws again what depends on the language or the theme. */
  restyle() {
    this.#drawing.call("restyle");
    this.#rooms.tell("restyle");
  }

  /** Reads aloud, or ends it: the player is one of the rooms. */
  async listen() {
    if (!this.#rooms.open) await this.#furnish();
    this.#rooms.tell("listen");
  }

  stop() {
    this.#turn += 1;
    this.#abort?.abort();
    this.#unmount();
    if (!this.#stage.brought) this.#stage.show([]);
    this.#enter("idle");
    this.ready.renew();
  }

  // Loading

  async load() {
    const turn = ++this.#turn;
    this.#abort?.abort();
    this.#abort = new AbortController();
    if (this.given !== null) this.discard();
    const source = !this.#stage.brought && sourceOf(this.#host, this.given, this.#abort.signal);
    this.#fetchConfiguration();
    if (this.#stage.brought) return this.#adopt(turn);
    if (!source) {
      this.#unmount();
      this.#stage.show([]);
      this.#enter("idle");
      return;
    }
    // The button that was pressed goes: what comes in its place gets the focus.
    this.#pressed = this.state === "error" && this.#stage.focused;
    this.#begin();
    const bare = !this.#hasLight();
    this.#stage.style();
    this.#stage.show(bare ? skeleton(this.#host) : [], "wait");
    try {
      const prepared = source.then((came) => prepare(this.#host, came));
      // What it takes to understand the article takes the line before what draws it: its text can be shown then.
      const coming = Promise.race([foresee(this.#host), prepared.catch(() => {})]).then(() => load("baca-app"));
      const meanwhile = this.#meanwhile(turn, bare, prepared, coming);
      // Without a module the text can still be read, once it is here.
      const late = async (error) => {
        await prepared.catch(() => {});
        throw error;
      };
      const [app, own] = await Promise.all([coming.catch(late), prepared, meanwhile]);
      if (turn !== this.#turn) return;
      try {
        await this.#mount(app, turn, own);
      } catch (error) {
        if (error.code !== "foreign") throw error;
        // In another format after all, or with markup in it.
        const converted = await convert(this.#host, own);
        if (turn !== this.#turn) return;
        await this.#mount(app, turn, converted);
      }
      if (turn !== this.#turn) return;
      // One that is already here is in the first picture; the text waits for none.
      this.configure(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(asBacaError(error));
    }
  }

  /** What is done while the module is `coming`: the text is shown, if the page itself shows nothing, as soon as it is there. */
  async #meanwhile(turn, bare, prepared, coming) {
    let done = false;
    const end = () => (done = true);
    coming.then(end, end);
    const rehearsal = setTimeout(() => done || rehearse(this.#host.closest("[lang]")?.lang || undefined));
    const { content, base } = await prepared;
    clearTimeout(rehearsal);
    if (turn !== this.#turn) return;
    this.#shown = content;
    this.#base = base;
    if (!bare || done || document.hidden) return;
    const drawn = sketch(this.#host, { content, base });
    if (!drawn) return;
    this.#stage.stand(drawn);
    // A module that has come meanwhile lets it be seen: to draw the whole takes longer.
    await painted();
  }

  /** Puts the controls around an article that the page brought along. Its text waits for nothing. */
  async #adopt(turn) {
    const { room, facts } = this.#stage.brought;
    this.#begin();
    dress(room, this.#host);
    try {
      // Pictures come first.
      await idle();
      const app = await load("baca-app");
      if (turn !== this.#turn) return;
      standing.add(this.#heard);
      this.#stage.style();
      const detail = this.#drawing.adopt(app, this.#host, room, facts);
      if (!detail) {
        // A page of another version, without the places that we need.
        if (this.#host.hasAttribute("src") || this.#host.querySelector(":scope>article,:scope>script")) {
          this.discard();
          return this.load();
        }
        throw new BacaError("unsupported", "the page brought an article that has no places for the controls");
      }
      this.#shownAs(detail);
      this.configure(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(asBacaError(error));
    }
  }

  #begin() {
    this.ready.renew();
    this.#enter("loading");
    this.#unmount(true);
  }

  async #mount(app, turn, { problems = [], ...own }) {
    const room = this.#stage.room();
    try {
      standing.add(this.#heard);
      this.#shown = own.content;
      this.#base = own.base;
      const all = [...problems];
      const revealed = () => {
        this.#stage.reveal();
        if (this.#pressed) room.querySelector("[part~='headline']")?.focus();
      };
      const detail = await this.#drawing.mount(app, this.#host, room, { ...own, problem: (text) => all.push(text) }, revealed);
      if (!detail) return;
      if (all.length) console.warn(`baca-reader: ${own.base}\n${all.join("\n")}`);
      this.#shownAs(detail);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#unmount(true);
      throw error;
    }
  }

  #shownAs(detail) {
    this.#enter("ready");
    emit(this.#host, "load", detail);
    this.ready.settle(this.article);
  }

  // What the site has configured

  /** Gets the configuration and hands it to the app. */
  async configure(turn = this.#turn) {
    let source = NONE;
    try {
      const coming = this.#fetchConfiguration();
      if (coming) source = await coming;
      else if (this.givenConfig) source = { content: JSON.stringify(this.givenConfig), base: document.baseURI };
    } catch (error) {
      if (turn === this.#turn) misconfigured(this.#host, [error.message]);
    }
    if (turn !== this.#turn) return;
    this.#configuration = source;
    const { problems = [], rooms } = this.#drawing.call("configure", source.content, source.base) ?? {};
    misconfigured(this.#host, problems);
    this.#rooms.close(rooms);
    if (rooms) this.#furnish(idle());
  }

  /** The configuration that the attribute names, on its way; nothing where there is none, or the page has given one. */
  #fetchConfiguration() {
    const url = !this.givenConfig && address(this.#host, "config");
    if (url) return fetchConfiguration(url);
  }

  /** Opens the rooms beside the article. What they need of it is read here, where it is cheap. */
  #furnish(time) {
    const describe = () => this.#drawing.there && Object.assign(this.#drawing.call("page"), {
      comments: this.article.comments,
      base: this.#base || document.baseURI,
    });
    return this.#rooms.furnish(describe, this.#configuration, time);
  }

  // Failing

  /** A module has panicked: the page gets its text back. */
  #heard = (glue, message) => {
    if (this.#rooms.fell(glue)) {
      // The article goes on without them.
      this.#stage.vacate(/bell|comments|player|prompt/);
      report(this.#host, new BacaError("unsupported", `internal error beside the article: ${message}`));
    }
    if (this.#drawing.by(glue)) {
      this.#fail(new BacaError("unsupported", `internal error: ${message}`, { retryable: true }));
    }
  };

  #fail(error) {
    this.#abort?.abort();
    const shown = this.#shown;
    this.#unmount();
    if (this.#stage.brought) {
      // The text is there, and stays.
      this.#stage.vacate(/./);
      this.#enter("error");
    } else {
      const hadFocus = this.#pressed || this.#stage.focused;
      // What has come can be read without a module, unless the page has a text of its own.
      const bare = (error.code === "network" || error.code === "unsupported") && !this.#hasLight();
      const text = bare && shown && plainText(this.#host, { content: shown, base: this.#base });
      const { panel, retry } = failure(this.#host, error, text, () => this.load());
      this.#stage.show(text ? [panel, text] : [panel]);
      this.#enter("error");
      if (hadFocus) retry.focus();
    }
    report(this.#host, error);
    this.ready.settle(error);
  }

  /** `followed`: another article is on its way, and what is open beside this one may wait for it. */
  #unmount(followed) {
    standing.delete(this.#heard);
    this.#rooms.close(followed);
    this.#drawing.end();
    this.#stage.strike();
    this.#shown = null;
  }

  #enter(state) {
    if (this.state === state) return;
    try {
      this.#states?.delete(this.state);
      this.#states?.add(state);
    } catch {
      // Browsers of 2023 wanted dashed names here; the property tells the state all the same.
    }
    this.state = state;
  }

  /** Whether the page's own children show anything. */
  #hasLight() {
    return [...this.#host.childNodes].some((node) =>
      node.nodeType === 3 ? node.data.trim() !== "" : node.nodeType === 1 && !node.slot && node.localName !== "script");
  }
}
