/** Constants that the bundler replaces with values (`xtask/src/bundle/scripts.rs`). */

/** Version in the modules' URLs; it changes when a WebAssembly module changes. */
declare const __BACA_VERSION__: string;
/** The version of the release, such as `0.1.0`. */
declare const __BACA_RELEASE__: string;
/** Folder of the other files, relative to this one: `./`, or `./0.1.0/` for the `baca.js` beside that folder. */
declare const __BACA_FOLDER__: string;
/** Whether this is the script of the npm package. */
declare const __BACA_PACKAGE__: boolean;
/** Languages that have a file beside `baca.js` (`static/locales`), BCP 47, separated by spaces. */
declare const __BACA_LANGUAGES__: string;
/** The loader's interface texts in the languages that the build names. */
declare const __BACA_LOCALES__: Record<string, import("./messages.ts").InterfaceTexts>;
/** Whether the build names no language. */
declare const __BACA_NO_LANGUAGE__: boolean;
/** Texts beside the article before the module is needed, of the aids to reading and of the player, by language. */
declare const __BACA_BESIDE_LOCALES__: import("./texts.ts").TextsByLanguage;
declare const __BACA_TABS_LOCALES__: import("./texts.ts").TextsByLanguage;
declare const __BACA_READING_LOCALES__: import("./texts.ts").TextsByLanguage;
declare const __BACA_LISTEN_LOCALES__: import("./texts.ts").TextsByLanguage;
/** Their style sheets, minified. */
declare const __BACA_BESIDE_STYLE__: string;
declare const __BACA_TABS_STYLE__: string;
declare const __BACA_READING_STYLE__: string;
declare const __BACA_LISTEN_STYLE__: string;
/** Identifies the version of the article's style sheet. */
declare const __BACA_STYLE_ID__: string;
/** The part of the article's style sheet that previews need, minified. */
declare const __BACA_STYLE__: string;
/** The interface texts of `baca-newsroom.js`, by language. */
declare const __BACA_NEWSROOM_LOCALES__: import("./texts.ts").TextsByLanguage;
/** The style sheet of places, live articles and the next article, minified. */
declare const __BACA_NEWSROOM_STYLE__: string;
