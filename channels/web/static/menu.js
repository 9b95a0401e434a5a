// @ts-check
/** „Weitere Möglichkeiten": new conversation, save, erase after asking. */

import { el, icon } from './dom.js';

/** @typedef {{reset: () => void, save: () => void, erase: () => void}} Actions */

export class Menu {
  /** @param {import('./strings.js').Strings} strings @param {Actions} actions */
  constructor(strings, actions) {
    this.strings = strings;
    this.button = el(
      'button',
      { type: 'button', class: 'tool', 'aria-label': strings.menu, title: strings.menu, 'aria-expanded': 'false', 'aria-controls': 'menu', click: () => this.toggle() },
      icon('menu'),
    );
    const entry = (/** @type {string} */ label, /** @type {() => void} */ act) => el('button', { type: 'button', click: act }, label);
    this.entries = el(
      'div',
      { class: 'entries' },
      entry(strings.reset, () => { this.close(); actions.reset(); }),
      entry(strings.save, () => { this.close(); actions.save(); }),
      entry(strings.erase, () => this.#ask()),
    );
    this.question = el(
      'div',
      { class: 'question', hidden: true },
      el('p', { id: 'erase-question' }, strings.eraseQuestion),
      el('button', { type: 'button', class: 'danger', 'aria-describedby': 'erase-question', click: () => { this.close(); actions.erase(); } }, strings.eraseYes),
      el('button', { type: 'button', click: () => this.close() }, strings.eraseNo),
    );
    this.node = el('div', { class: 'menu', id: 'menu', hidden: true }, this.entries, this.question);
  }

  get isOpen() {
    return !this.node.hidden;
  }

  toggle() {
    if (this.isOpen) return this.close();
    this.node.hidden = false;
    this.entries.hidden = false;
    this.question.hidden = true;
    this.button.setAttribute('aria-expanded', 'true');
  }

  close() {
    const hadFocus = this.node.contains(/** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement);
    this.node.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
    if (hadFocus) this.button.focus();
  }

  #ask() {
    this.entries.hidden = true;
    this.question.hidden = false;
    this.question.querySelector('button')?.focus();
  }
}
