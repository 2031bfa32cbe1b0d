// A clock that a test moves: `passTime(ms)` advances the time and runs the intervals that are due. It runs in
// the page before the reader's script.

{
  const start = Date.now();
  const timers = new Map();
  let now = 0;
  let lastId = 1_000_000;
  Date.now = () => start + now;
  window.setInterval = (run, ms = 0, ...values) => {
    lastId += 1;
    timers.set(lastId, { run: () => run(...values), ms: Math.max(ms, 1), due: now + Math.max(ms, 1) });
    return lastId;
  };
  window.clearInterval = (id) => timers.delete(id);
  window.passTime = (ms) => {
    const end = now + ms;
    for (;;) {
      const [next] = [...timers.values()].sort((a, b) => a.due - b.due);
      if (!next || next.due > end) break;
      now = next.due;
      next.due += next.ms;
      next.run();
    }
    now = end;
  };
}
