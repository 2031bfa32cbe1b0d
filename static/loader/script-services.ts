/** Functions of the loader that `baca-newsroom.js` and `baca-beside.js` use, so that they do not contain them. */

import { forgetStalled, hasBegun } from "./downloads.ts";
import { failedRequest, scriptFailure } from "./failed-request.ts";
import { fetchText } from "./fetch-text.ts";
import { textsForScript } from "./messages.ts";
import { reportConfigProblems } from "./mistakes.ts";
import { load } from "./modules.ts";
import { seenBefore, whenSeen } from "./mounted-article.ts";
import { readable, tabsScript } from "./own-scripts.ts";
import { scrollBoxBy } from "./page.ts";
import { hostServices, panelsInfo } from "./services.ts";
import { timeoutOf } from "./silence-limit.ts";
import { convert, toNativeFormat } from "./source.ts";
import { addStyle } from "./styles.ts";
import { trustedHtml } from "./trusted-types.ts";
import { call, callSafely, trapListeners } from "./wasm-supervisor.ts";

export const services = {
  addStyle, call, callSafely, convert, failedRequest, fetchText, forgetStalled, hasBegun, hostServices, load,
  panelsInfo, readable, reportConfigProblems, scriptFailure, scrollBoxBy, seenBefore, tabsScript, textsForScript,
  timeoutOf, toNativeFormat, trapListeners, trustedHtml, whenSeen,
};
