//! Adapts the JavaScript glue that wasm-bindgen generates for a module: it reports traps to the loader, and
//! has no code that the loader does not use. Each change expects the exact text of the pinned version of
//! wasm-bindgen.

/// The functions that fetch, compile and start the module, from the first to the end of the script. The
/// loader has compiled the module when it starts it (`static/loader/modules.ts`).
const START: (&str, &str) = (
    "async function __wbg_load(",
    "export default async function init({ module_or_path }) {
    return __wbg_finalize_init(await WebAssembly.instantiate(module_or_path, __wbg_get_imports()));
}

export const supervisor = {};

/**
 * Wraps the functions of the module so that their errors are reported, also those in listeners and timers: the stack
 * of an error does not reliably show which module has trapped (`static/loader/wasm-supervisor.ts`). Names with two
 * underscores are functions of wasm-bindgen: they are called often, by the wrapped ones.
 */
function supervised(exports) {
    const all = {};
    for (const name in exports) {
        const value = exports[name];
        all[name] = name.startsWith('__') || typeof value !== 'function' ? value : (...args) => {
            try {
                return value(...args);
            } catch (error) {
                supervisor.onTrap?.(error);
                throw error;
            }
        };
    }
    return all;
}

/** Writes a string, or that there is none, where the module expects the result of an import. */
function returnString(at, text) {
    const ptr = isLikeNone(text) ? 0 : passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const view = getDataViewMemory0();
    view.setInt32((at >>> 0) + 4, WASM_VECTOR_LEN, true);
    view.setInt32(at >>> 0, ptr, true);
}
",
);

/// Texts that every glue has, and their replacements.
const REQUIRED: [(&str, &str); 5] = [
    ("wasm = instance.exports;", "wasm = supervised(instance.exports);"),
    ("let wasmModule, wasmInstance, wasm;", "let wasm;"),
    ("    wasmInstance = instance;\n", ""),
    ("    wasmModule = module;\n", ""),
    (
        "function isLikeNone(x) {\n    return x === undefined || x === null;",
        "function isLikeNone(x) {\n    return x == null;",
    ),
];

/// Texts that some have, and their replacements: the same code at each import, and ways around what browsers
/// before 2023 lack.
const OPTIONAL: [(&str, &str); 12] = [
    (": function() { return handleError(function (", ": handleError(function ("),
    ("}, arguments); }", "})"),
    (
        "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}",
        "function handleError(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (e) {
            wasm.__wbindgen_exn_store(addToExternrefTable0(e));
        }
    };
}",
    ),
    (
        "            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
",
        "            returnString(arg0, ret);
",
    ),
    (
        "            var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            var len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
",
        "            returnString(arg0, ret);
",
    ),
    // The classes of the DOM exist in every page.
    (
        "            let result;
            try {
                result = arg0 instanceof ",
        "            const ret = arg0 instanceof ",
    ),
    (
        ";
            } catch (_) {
                result = false;
            }
            const ret = result;
",
        ";
",
    ),
    (
        "(cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
            (cachedDataViewMemory0.buffer.detached === undefined && \
            cachedDataViewMemory0.buffer !== wasm.memory.buffer))",
        "(cachedDataViewMemory0?.buffer !== wasm.memory.buffer)",
    ),
    (": function(", "("),
    (
        "    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }
",
        "",
    ),
    (
        "if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}
",
        "",
    ),
    (
        "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry",
        "new FinalizationRegistry",
    ),
];

/// Adapts the glue of a module.
///
/// # Errors
/// Returns the text that was expected and is missing.
pub fn adapt(glue: &str, module: &str) -> Result<String, String> {
    let missing = |text: &str| format!("does not have `{text}`: wasm-bindgen has changed");
    let (kept, _) = glue.split_once(START.0).ok_or_else(|| missing(START.0))?;
    let mut out = kept.to_string();
    for (text, replacement) in REQUIRED {
        if !out.contains(text) {
            return Err(missing(text));
        }
        out = out.replace(text, replacement);
    }
    for (text, replacement) in OPTIONAL {
        out = out.replace(text, replacement);
    }
    // Yew identifies its elements by properties, which it numbers from one in each module. With equal names
    // an app inside another one, or inside a page made with Yew, would handle events of the other.
    let marks = format!("__{}_", module.replace('-', "_"));
    Ok((out + START.1).replace("__yew_", &marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_01: function(arg0) {
            const ret = arg0.__yew_subtree_id;
            return ret;
        },
        __wbg_b_02: function() { return handleError(function (arg0, arg1) {
            const ret = arg1.href;
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        }, arguments); },
        __wbg_instanceof_Element_03: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Element;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
    };
}
function isLikeNone(x) {
    return x === undefined || x === null;
}
let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    return wasm;
}
async function __wbg_load(module, imports) {}
export { initSync, __wbg_init as default };
"#;

    #[test]
    fn imports_keep_their_meaning_in_fewer_bytes() {
        let adapted = adapt(GLUE, "baca-app").expect("the glue of the pinned version");
        for text in [
            "        __wbg_a_01(arg0) {\n            const ret = arg0.__baca_app_subtree_id;",
            "        __wbg_b_02: handleError(function (arg0, arg1) {\n            const ret = arg1.href;\n            returnString(arg0, ret);\n        }),",
            "            const ret = arg0 instanceof Element;\n            return ret;",
            "wasm = supervised(instance.exports);",
            "export default async function init(",
        ] {
            assert!(adapted.contains(text), "{text}\n{adapted}");
        }
        for text in ["wasmModule", "__wbg_load", "arguments", "initSync"] {
            assert!(!adapted.contains(text), "{text}");
        }
    }

    #[test]
    fn glue_of_another_version_is_rejected() {
        let other = GLUE.replace("wasmInstance = instance;", "instanceOfWasm = instance;");
        assert!(adapt(&other, "baca-app").is_err_and(|error| error.contains("has changed")));
        assert!(adapt("", "baca-app").is_err());
    }
}
