// @ts-check
/** The closed set of blocks as DOM nodes; a type that is not listed here is not shown. */

import { el, icon, safeUrl } from './dom.js';
import { formBlock } from './form.js';
import { printList } from './print.js';

/**
 * @typedef {import('./api.js').Block} Block
 * @typedef {{strings: import('./strings.js').Strings, unique: () => string,
 *   choose: (choice: string, label: string) => void,
 *   fill: (outgoing: {client_message_id: string, form: string, values: Record<string, string | boolean>}, title: string) => Promise<Refused | null>,
 *   say: (text: string) => void,
 *   now: () => number}} Context `fill` tells what was refused, or null; `now` is the time at the service in ms
 * @typedef {{field: string | null, text: string}} Refused
 */

/** @type {Record<string, (block: any, context: Context) => Node>} */
const RENDERERS = {
  text: (block) => el('div', { class: 'text' }, ...paragraphs(block.text)),
  list: listBlock,
  facts: (block) =>
    el(
      'table',
      { class: 'facts' },
      block.title && el('caption', {}, block.title),
      el('tbody', {}, ...block.rows.map((/** @type {any} */ row) => el('tr', {}, el('th', { scope: 'row' }, row.label), el('td', {}, row.value)))),
    ),
  buttons: (block, context) =>
    el(
      'ul',
      { class: 'choices', 'aria-label': context.strings.choose, role: 'list' },
      ...block.buttons.map((/** @type {any} */ button) =>
        el('li', {}, el('button', { type: 'button', class: 'choice', click: () => context.choose(button.choice, button.label) }, button.label)),
      ),
    ),
  link: (block, context) => el('p', { class: 'link' }, link(block, context)),
  card: (block, context) =>
    el(
      'section',
      { class: 'card', 'aria-label': block.title },
      el('p', { class: 'title' }, block.title),
      ...block.lines.map((/** @type {string} */ line) => el('p', {}, line)),
      block.rows.length > 0 &&
        el('dl', {}, ...block.rows.map((/** @type {any} */ row) => el('div', {}, el('dt', {}, row.label), el('dd', {}, row.value)))),
      links(block.links, context),
    ),
  form: formBlock,
  slots: (block, context) =>
    el(
      'ul',
      { class: 'choices slots', 'aria-label': context.strings.slots, role: 'list' },
      ...block.slots.map((/** @type {any} */ slot) =>
        el(
          'li',
          {},
          el(
            'button',
            { type: 'button', class: 'choice', click: () => context.choose(slot.choice, `${slot.label}, ${slot.place}`) },
            el('strong', {}, slot.label),
            ' ',
            el('span', { class: 'place' }, slot.place),
          ),
        ),
      ),
    ),
  notice: (block, context) => {
    const kind = block.kind in context.strings.notice ? /** @type {keyof Context['strings']['notice']} */ (block.kind) : 'info';
    return el(
      'div',
      { class: `notice ${kind}` },
      icon(kind),
      el(
        'div',
        {},
        el('p', {}, el('strong', {}, `${context.strings.notice[kind]}: `), block.text),
        links(block.links, context),
      ),
    );
  },
};

/** @param {Block} block @param {Context} context @returns {Node | null} */
export function renderBlock(block, context) {
  return Object.hasOwn(RENDERERS, block.type) ? RENDERERS[block.type](block, context) : null;
}

/** @param {string} text */
function paragraphs(text) {
  return text
    .split(/\n+/)
    .filter((line) => line.trim())
    .map((line) => el('p', {}, line));
}

/** @param {any} block @param {Context} context */
function listBlock(block, context) {
  const checklist = block.style === 'checklist';
  const items = block.items.map((/** @type {any} */ item) => {
    const content = [item.text, item.note && el('span', { class: 'note' }, item.note)];
    if (!checklist) return el('li', {}, ...content);
    return el('li', {}, el('label', {}, el('input', { type: 'checkbox' }), el('span', {}, ...content)));
  });
  return el(
    'div',
    { class: `list ${checklist ? 'checklist' : ''}` },
    block.title && el('p', { class: 'title' }, block.title),
    el(block.style === 'steps' ? 'ol' : 'ul', { role: 'list', 'aria-label': block.title }, ...items),
    checklist &&
      el('button', { type: 'button', class: 'quiet', click: () => printList(block) }, icon('print'), context.strings.print),
  );
}

/** @param {{label: string, url: string}[]} items @param {Context} context */
function links(items, context) {
  return items.length > 0 && el('ul', { class: 'links', role: 'list' }, ...items.map((item) => el('li', {}, link(item, context))));
}

/** @param {{label: string, url: string}} item @param {Context} context */
function link(item, context) {
  const href = safeUrl(item.url);
  if (!href) return el('span', {}, item.label);
  if (!href.startsWith('http')) return el('a', { href }, item.label);
  // A calendar file is not looked at but opened by the calendar: no tab is left empty behind it.
  if (new URL(href).pathname.endsWith('.ics')) return el('a', { href, download: true, rel: 'noreferrer' }, item.label, icon('download'));
  return el(
    'a',
    { href, target: '_blank', rel: 'noopener noreferrer' },
    item.label,
    icon('external'),
    el('span', { class: 'hidden' }, ` ${context.strings.newTab}`),
  );
}
