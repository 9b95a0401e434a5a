// @ts-check
/** „War das hilfreich?" below the latest answer. */

import { el } from './dom.js';

/**
 * @param {import('./blocks.js').Context} context
 * @param {(helpful: boolean, comment?: string) => Promise<void>} judge
 */
export function feedbackRow(context, judge) {
  const { strings } = context;
  const row = el('div', { class: 'feedback', role: 'group', 'aria-label': strings.helpful });

  const thank = () => {
    row.classList.add('given');
    row.replaceChildren(el('p', { class: 'note', role: 'status', tabindex: '-1' }, strings.thanks));
    /** @type {HTMLElement} */ (row.firstElementChild).focus();
  };

  const askWhy = () => {
    const id = context.unique();
    const comment = el('textarea', { id, rows: 2, maxlength: 1000 });
    row.classList.add('given');
    row.replaceChildren(
      el(
        'form',
        {
          submit: (/** @type {SubmitEvent} */ event) => {
            event.preventDefault();
            const text = comment.value.trim();
            if (text) judge(false, text).catch(() => {});
            thank();
          },
        },
        el('label', { for: id }, strings.missing),
        comment,
        el('button', { type: 'submit', class: 'quiet' }, strings.submit),
      ),
    );
    comment.focus();
  };

  // An opinion that does not arrive is no loss to the citizen, so a failure is not reported.
  const yes = el('button', { type: 'button', class: 'quiet', click: () => { judge(true).catch(() => {}); thank(); } }, strings.yes);
  const no = el('button', { type: 'button', class: 'quiet', click: () => { judge(false).catch(() => {}); askWhy(); } }, strings.no);
  row.append(el('span', { class: 'note' }, strings.helpful), yes, no);
  return row;
}
