// A fake of the system's share sheet. It records its calls in `shareSheet.calls` and closes when a test calls
// `shareSheet.end()` or `shareSheet.end('AbortError')`. It runs in the page before the reader's script.

{
  const sheet = { calls: [], end: null };
  window.shareSheet = sheet;
  Object.defineProperty(Navigator.prototype, 'share', {
    configurable: true,
    value(data) {
      sheet.calls.push({ ...data });
      return new Promise((resolve, reject) => {
        sheet.end = (error) => (error ? reject(new DOMException('the sheet was closed', error)) : resolve());
      });
    },
  });
}
