// @ts-check
/** Prints one checklist by itself, from a hidden frame that holds nothing else. */

import { el } from './dom.js';

const CSS = `
body { font: 12pt/1.5 system-ui, sans-serif; margin: 2cm; color: #000; }
h1 { font-size: 16pt; }
ul { list-style: none; padding: 0; }
li { margin: 0 0 .6em; padding-inline-start: 2em; position: relative; break-inside: avoid; }
li::before { content: ""; position: absolute; inset-inline-start: 0; inset-block-start: .25em; inline-size: .9em; block-size: .9em; border: 1.5pt solid #000; }
small { display: block; }
`;

/** @param {{title: string | null, items: {text: string, note: string | null}[]}} list */
export function printList(list) {
  const frame = el('iframe', { 'aria-hidden': 'true', tabindex: '-1' });
  // Out of sight, but laid out: some browsers print nothing of a frame that is not displayed.
  Object.assign(frame.style, { position: 'fixed', insetInlineStart: '-100vw', inlineSize: '1px', blockSize: '1px', border: '0' });
  document.body.append(frame);
  const page = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(CSS);
  page.document.adoptedStyleSheets = [sheet];
  page.document.title = list.title ?? '';
  page.document.documentElement.lang = 'de';
  page.document.body.append(
    el('h1', {}, list.title ?? 'Liste'),
    el('ul', {}, ...list.items.map((item) => el('li', {}, item.text, item.note && el('small', {}, item.note)))),
    el('p', {}, `Stadtlotse, ${new Date().toLocaleDateString('de-DE')}`),
  );
  page.addEventListener('afterprint', () => frame.remove());
  page.print();
}
