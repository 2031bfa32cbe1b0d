// Runs in every page of the flows before anything else, as a file of its own because strict pages
// allow nothing inline: keeps what a test asks about later.

window.record = { events: [], violations: [], errors: [], console: [], shifts: [] };

for (const name of ['load', 'error', 'view', 'progress', 'engaged', 'text-size', 'settings', 'comments', 'notifications', 'share', 'listen', 'video']) {
  document.addEventListener(`baca-${name}`, (event) => {
    const { target, detail, bubbles, composed } = event;
    window.record.events.push({ name, detail, bubbles, composed, target: target.id, state: target.state });
  });
}
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
  window.record.violations.push(`${violatedDirective} ${blockedURI} in ${sourceFile}`);
});
addEventListener('error', (event) => {
  // A picture that does not load is told here too, without a message.
  if (event.message) window.record.errors.push(event.message);
});
addEventListener('unhandledrejection', ({ reason }) => window.record.errors.push(`unhandled: ${reason}`));
for (const level of ['warn', 'error']) {
  const say = console[level];
  console[level] = (...words) => {
    window.record.console.push(`${level}: ${words.join(' ')}`);
    say.apply(console, words);
  };
}
if (window.PerformanceObserver?.supportedEntryTypes?.includes('layout-shift')) {
  window.tellShifts = (entries) => {
    for (const { value, sources } of entries) {
      // A node inside a shadow root is not told, only where it was and is.
      const moved = ({ node, previousRect: before, currentRect: now }) =>
        `${node?.nodeName ?? 'something'} from ${before.y}, ${before.height} high, to ${now.y}, ${now.height} high`;
      window.record.shifts.push({ value, sources: sources.map(moved) });
    }
  };
  window.shifts = new PerformanceObserver((list) => window.tellShifts(list.getEntries()));
  window.shifts.observe({ type: 'layout-shift', buffered: true });
}
