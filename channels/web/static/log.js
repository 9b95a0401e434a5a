// @ts-check
/** The visible history, and apart from it the voice for screen readers: it speaks each answer once. */

import { el } from './dom.js';
import { renderBlock } from './blocks.js';
import { feedbackRow } from './feedback.js';
import { closeForm, SENT } from './form.js';
import { blocksAsText } from './text.js';

/** @typedef {import('./api.js').Message} Message */

/** What names its source answers a question; „Meinten Sie …?" or „Gern geschehen" does not. @param {import('./api.js').Block} block */
const isAnswer = (block) => block.type === 'notice' && ['source', 'unconfirmed'].includes(block.kind);

export class Log {
  /** @type {Message[]} */ messages = [];

  /** @param {import('./blocks.js').Context} context @param {(message: Message, helpful: boolean, comment?: string) => Promise<void>} judge */
  constructor(context, judge) {
    this.context = context;
    this.judge = judge;
    this.list = el('ol', { class: 'log', role: 'list' });
    this.scroller = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': context.strings.history }, this.list);
    this.waiting = el('p', { class: 'waiting', hidden: true }, el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')), context.strings.waiting);
    this.scroller.append(this.waiting);
    // Apart from the list, so that no rebuilt or restored history is ever read again.
    this.voice = el('div', { class: 'hidden', 'aria-live': 'polite', 'aria-atomic': 'true' });
  }

  /** @param {Message[]} messages @param {{announce: boolean, feedback?: boolean}} options @returns {Message[]} those that were new */
  show(messages, { announce, feedback = false }) {
    const fresh = messages.filter((message) => !this.has(message.id));
    if (!fresh.length) return [];
    this.#dropFeedback();
    let first;
    for (const message of fresh) {
      this.#closeForms(message);
      const item = this.#item(message.sender, message.id, ...message.blocks.map((block) => renderBlock(block, this.context)));
      first ??= item;
      this.messages.push(message);
      this.list.append(item);
    }
    const last = fresh[fresh.length - 1];
    if (feedback && last.blocks.some(isAnswer)) this.list.lastElementChild?.append(feedbackRow(this.context, (helpful, comment) => this.judge(last, helpful, comment)));
    if (announce) {
      const said = fresh.filter((message) => message.sender === 'bot').flatMap((message) => message.blocks);
      this.say(blocksAsText(said, { urls: false }));
    }
    if (first) this.#reveal(first);
    return fresh;
  }

  /** Shows what the citizen has just sent, under the number it is sent with. @param {string} label @param {string} key */
  showSent(label, key) {
    this.show([{ id: key, sender: 'citizen', time: new Date().toISOString(), blocks: [{ type: 'text', text: label }] }], { announce: false });
  }

  /** Marks what could not be answered, with a way to send it again. @param {string} key @param {() => void} again */
  showUnanswered(key, again) {
    const item = this.#find(key);
    if (!item || item.querySelector('.again')) return;
    const { notAnswered, again: label } = this.context.strings;
    item.append(el('p', { class: 'again' }, `${notAnswered} `, el('button', { type: 'button', class: 'quiet', click: again }, label)));
    this.#reveal(item);
  }

  /** @param {string} key */
  clearUnanswered(key) {
    this.#find(key)?.querySelector('.again')?.remove();
  }

  /** @param {string} id a message's id or the number it was sent with */
  has(id) {
    return this.messages.some((message) => message.id === id);
  }

  /** The history knows a sent message by its own id. @param {string} id @param {string} key the number it was sent with */
  rename(id, key) {
    const item = this.#find(id);
    if (item) item.dataset.id = key;
    this.messages = this.messages.map((message) => (message.id === id ? { ...message, id: key } : message));
  }

  /** @param {string} text @param {...Node} more */
  showStatus(text, ...more) {
    const item = el('li', { class: 'status' }, el('p', {}, text), ...more);
    this.list.append(item);
    this.say(text);
    this.#reveal(item);
  }

  /** @param {string} text */
  say(text) {
    // A fresh node each time: the same sentence twice is two events, and nothing old is read with it.
    if (text) this.voice.replaceChildren(el('p', {}, text));
  }

  /** @param {boolean} waiting */
  setWaiting(waiting) {
    this.waiting.hidden = !waiting;
    if (waiting) this.#reveal(this.waiting);
  }

  clear() {
    this.messages = [];
    this.list.replaceChildren();
    this.voice.replaceChildren();
  }

  /** Only the latest answer is asked about; where the focus is, nothing goes away. */
  #dropFeedback() {
    const row = this.list.querySelector('.feedback:not(.given)');
    if (row && !row.contains(/** @type {ShadowRoot} */ (row.getRootNode()).activeElement)) row.remove();
  }

  /** A form is open until it was sent or another of its kind came. @param {Message} message */
  #closeForms({ sender, blocks }) {
    for (const form of /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll('[data-form]'))) {
      const { form: name, title } = form.dataset;
      const ends = blocks.some((block) => (sender === 'bot' ? block.form === name : block.text === SENT + title));
      if (ends) closeForm(form, this.context.strings.formDone);
    }
  }

  /** @param {string} id @returns {HTMLElement | null} */
  #find(id) {
    return this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** @param {'citizen' | 'bot'} sender @param {string} id @param {...(Node | null)} content */
  #item(sender, id, ...content) {
    const who = sender === 'bot' ? this.context.strings.bot : this.context.strings.you;
    return el('li', { class: sender, 'data-id': id }, el('span', { class: 'hidden' }, who), ...content);
  }

  /** Scrolls so that all from `item` to the end can be read, or at least its beginning. @param {HTMLElement} item */
  #reveal(item) {
    const end = /** @type {HTMLElement} */ (this.waiting.hidden ? this.list.lastElementChild : this.waiting);
    const fits = end.getBoundingClientRect().bottom - item.getBoundingClientRect().top <= this.scroller.clientHeight;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    if (fits) end.scrollIntoView({ block: 'nearest', behavior });
    else item.scrollIntoView({ block: 'start', behavior });
  }
}
