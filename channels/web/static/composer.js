// @ts-check
/** The input: grows with its text, counts near the limit, never cuts anything off. */

import { el, icon } from './dom.js';
import { withNumber } from './strings.js';

export const MAX_TEXT = 1000;
/** From here on the citizen is told how much room is left. */
const COUNT_FROM = 800;

export class Composer {
  /** @param {import('./strings.js').Strings} strings @param {(text: string) => void} send @param {(draft: string) => void} changed */
  constructor(strings, send, changed) {
    this.strings = strings;
    this.input = el('textarea', {
      id: 'input',
      rows: 1,
      placeholder: strings.placeholder,
      autocomplete: 'off',
      enterkeyhint: 'send',
      'aria-describedby': 'count',
      input: () => {
        this.#update();
        changed(this.input.value);
      },
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          this.node.requestSubmit();
        }
      },
    });
    this.count = el('p', { id: 'count', class: 'count', role: 'status' });
    this.node = el(
      'form',
      {
        class: 'composer',
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const text = this.input.value.trim();
          if (text && length(text) <= MAX_TEXT) send(text);
          else this.input.focus();
        },
      },
      el('label', { for: 'input', class: 'hidden' }, strings.input),
      el('div', { class: 'row' }, this.input, el('button', { type: 'submit', class: 'main send', 'aria-label': strings.send, title: strings.send }, icon('send'))),
      this.count,
    );
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
    this.#update();
  }

  focus() {
    this.input.focus();
  }

  #update() {
    this.input.style.blockSize = 'auto';
    if (this.input.value) this.input.style.blockSize = `${this.input.scrollHeight + 2}px`;
    const left = MAX_TEXT - length(this.input.value.trim());
    const text = left < 0 ? withNumber(this.strings.tooLong, -left) : left <= MAX_TEXT - COUNT_FROM ? withNumber(this.strings.left, left) : '';
    this.count.classList.toggle('error', left < 0);
    if (left < 0) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
    if (this.count.textContent !== text) this.count.textContent = text;
  }
}

/** Characters as the service counts them: an emoji is one. @param {string} text */
const length = (text) => [...text].length;
