// Defines <baca-reader>, if the page has not defined it yet.
import "./baca.js";
