/** The renderer: loads `baca-edge.wasm` (`edge/src/lib.rs`) and renders pages as streams. */

import module from "./baca-edge.wasm";

/** The exports of `baca-edge.wasm`. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  alloc_input(length: number): number;
  render_start(requestLength: number): number;
  render_next(page: number): number;
  render_drop(page: number): void;
  output_ptr(): number;
  output_len(): number;
}

/** What is rendered, and how. */
export interface RenderRequest {
  base: string;
  format?: unknown;
  item?: unknown;
  fragment?: unknown;
  options: Record<string, unknown>;
}

/** An article that cannot be rendered; `isMissing`: the document is an empty list, or has no such item. */
export class RenderError extends Error {
  isMissing: boolean;

  constructor(message: string) {
    super(message.replace(/^missing: /, ""));
    this.isMissing = message.startsWith("missing: ");
  }
}

/**
 * WebAssembly memory never shrinks. An instance that has more than this is replaced by a new one, and collected
 * as soon as its last page has been sent.
 */
const MAX_MEMORY_BYTES = 48 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let loading: Promise<Exports> | undefined;

/** Returns the instance that all requests share. */
async function load(): Promise<Exports> {
  const current = await (loading ??= start());
  if (current.memory.buffer.byteLength <= MAX_MEMORY_BYTES) return current;
  return (loading = start());
}

async function start(): Promise<Exports> {
  const unused = () => 0;
  /** The functions of WASI that the renderer calls. Random numbers seed its hash tables. */
  const wasi: WebAssembly.ModuleImports = {
    random_get(address: number, length: number) {
      crypto.getRandomValues(new Uint8Array(exports.memory.buffer, address, length));
      return 0;
    },
    proc_exit() {
      throw new Error("the renderer has exited");
    },
  };
  const names = WebAssembly.Module.imports(module).map(({ name }) => name);
  const imports = Object.fromEntries(names.map((name) => [name, wasi[name] ?? unused]));
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports });
  const exports = instance.exports as unknown as Exports;
  exports._initialize?.();
  return exports;
}

/** Calls the renderer. After a trap, the next request gets a new instance. */
function guard<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof RenderError)) loading = undefined;
    throw error;
  }
}

/**
 * Renders a page of a document in UTF-8. Each piece is rendered when it is read. `onEnd` is called with the whole
 * page once its last piece has been read, unless it is longer than `maxKept` bytes.
 *
 * Rejects with a `RenderError` if there is no article in the document.
 */
export async function render(
  document: Uint8Array,
  request: RenderRequest,
  maxKept: number,
  onEnd: (page: Uint8Array<ArrayBuffer>) => void,
): Promise<ReadableStream<Uint8Array>> {
  const exports = await load();
  const output = (length: number) => new Uint8Array(exports.memory.buffer, exports.output_ptr(), length).slice();
  const json = encoder.encode(JSON.stringify(request));
  const page = guard(() => {
    const length = json.length + document.length;
    // Allocation can replace the memory's buffer, so it precedes the creation of a view.
    const address = exports.alloc_input(length);
    const input = new Uint8Array(exports.memory.buffer, address, length);
    input.set(json);
    input.set(document, json.length);
    const id = exports.render_start(json.length);
    if (!id) throw new RenderError(decoder.decode(output(exports.output_len())));
    return id;
  });
  let kept: Uint8Array[] = [];
  let bytes = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const length = guard(() => exports.render_next(page));
      if (length) {
        const piece = output(length);
        bytes += length;
        if (bytes <= maxKept) kept.push(piece.slice());
        else kept = [];
        controller.enqueue(piece);
        return;
      }
      controller.close();
      if (bytes <= maxKept) onEnd(join(kept, bytes));
    },
    cancel() {
      exports.render_drop(page);
    },
  });
}

/** Joins chunks into one array of `length` bytes. */
export function join(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    all.set(chunk, end);
    end += chunk.length;
  }
  return all;
}
