// Records events, violations, errors and layout shifts for the tests. It runs first in every page of the
// flows. It is a file, since strict pages allow no inline script.

window.record = { events: [], violations: [], errors: [], console: [], shifts: [] };

for (const name of ['load', 'error', 'view', 'progress', 'engaged', 'text-size', 'settings', 'comments', 'notifications', 'share', 'listen', 'video', 'place', 'paywall', 'live', 'next']) {
  document.addEventListener(`baca-${name}`, (event) => {
    const { target, detail, bubbles, composed } = event;
    window.record.events.push({ name, detail, bubbles, composed, target: target.id, state: target.state });
  });
}
// Somebody is at the page, unless it says otherwise.
document.addEventListener('baca-load', () => {
  if (!document.querySelector('meta[name=unattended]')) dispatchEvent(new Event('pointermove'));
});
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
  window.record.violations.push(`${violatedDirective} ${blockedURI} in ${sourceFile}`);
});
addEventListener('error', (event) => {
  // An image that fails to load causes an error event without a message.
  if (event.message) window.record.errors.push(event.message);
});
addEventListener('unhandledrejection', ({ reason }) => window.record.errors.push(`unhandled: ${reason}`));
for (const level of ['warn', 'error']) {
  const original = console[level];
  console[level] = (...values) => {
    window.record.console.push(`${level}: ${values.join(' ')}`);
    original.apply(console, values);
  };
}
if (window.PerformanceObserver?.supportedEntryTypes?.includes('layout-shift')) {
  window.recordShifts = (entries) => {
    for (const { value, sources } of entries) {
      // Inside of a shadow root, the node is null and only its rectangles are reported.
      const moved = ({ node, previousRect: before, currentRect: now }) =>
        `${node?.nodeName ?? 'something'} from ${before.y}, ${before.height} high, to ${now.y}, ${now.height} high`;
      window.record.shifts.push({ value, sources: sources.map(moved) });
    }
  };
  window.shifts = new PerformanceObserver((list) => window.recordShifts(list.getEntries()));
  window.shifts.observe({ type: 'layout-shift', buffered: true });
}
