/** Names of people. */

/** Words before a name that the converter may remove, as a part of a pattern (`BYLINE_PREFIXES` in `entities.rs`). */
export const BEFORE_NAMES = "by|oleh|written|words|ditulis|von|par|por|di|door|a[fv]|بقلم";
