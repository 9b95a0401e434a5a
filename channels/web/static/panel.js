// @ts-check
/** The open chat: a dialog beside the page, over the whole page where the window is small. */

import { Api } from './api.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { el, icon } from './dom.js';
import { SENT } from './form.js';
import { Log } from './log.js';
import { Menu } from './menu.js';
import { STRINGS } from './strings.js';
import { Talk } from './talk.js';
import { saveText, transcriptAsText } from './text.js';

const STYLES = new URL('./panel.css', import.meta.url);
/** Where the chat covers the page, the page is inert. */
const COVERS_PAGE = matchMedia('(max-width: 34em), (max-height: 30em)');

/** In the top layer nothing of the host page shifts, dims or covers the chat. */
const TOP_LAYER = 'showPopover' in HTMLElement.prototype;

export class Panel {
  /** @param {import('./stadtlotse.js').StadtlotseChat} host @param {ShadowRoot} root */
  static async create(host, root) {
    const response = await fetch(STYLES);
    if (!response.ok) throw new Error('styles');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await response.text());
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return new Panel(host, root);
  }

  #count = 0;

  /** @param {import('./stadtlotse.js').StadtlotseChat} host @param {ShadowRoot} root */
  constructor(host, root) {
    this.host = host;
    this.root = root;
    this.conversation = new Conversation(new Api(host.endpoint), host.storageKey);
    this.talk = new Talk(this.conversation, () => this.view, (name, detail) => this.#tell(name, detail));
    this.dialog = el('dialog', {
      'aria-labelledby': 'title',
      'aria-describedby': 'program',
      cancel: (/** @type {Event} */ event) => event.preventDefault(),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event),
    });
    root.append(this.dialog);
    this.view = this.#build();
    COVERS_PAGE.addEventListener('change', () => this.isOpen && this.#show());
  }

  get strings() {
    return STRINGS[this.host.language];
  }

  get isOpen() {
    return this.dialog.open || (TOP_LAYER && this.dialog.matches(':popover-open'));
  }

  /** @param {boolean} focus */
  async open(focus) {
    if (!this.isOpen) {
      this.#show();
      this.conversation.keep({ open: true });
      this.#tell('open', {});
    }
    if (focus) this.view.composer.focus();
    await this.talk.start();
  }

  close() {
    if (!this.isOpen) return;
    this.view.menu.close();
    this.#hide();
    this.conversation.keep({ open: false });
    this.host.closed();
    this.#tell('close', {});
  }

  async reset() {
    this.view.composer.focus();
    await this.talk.reset();
  }

  /** The widget's own words in another language; answers stay as they came. */
  relabel() {
    const { messages } = this.view.log;
    this.view = this.#build();
    this.view.log.show(messages, { announce: false });
  }

  #build() {
    const { strings, talk } = this;
    this.dialog.lang = this.host.language;
    const send = (/** @type {object} */ content, /** @type {string} */ label) =>
      void talk.send({ outgoing: /** @type {any} */ ({ client_message_id: crypto.randomUUID(), ...content }), label });
    const log = new Log(
      {
        strings,
        unique: () => `f${(this.#count += 1)}`,
        choose: (choice, label) => send({ choice }, label),
        fill: (outgoing, title) => talk.fill({ outgoing, label: SENT + title }),
        say: (text) => log.say(text),
        now: () => this.conversation.api.now(),
      },
      async (message, helpful, comment) => {
        const { access } = this.conversation.state;
        if (access) await this.conversation.api.judge(access, message.id, helpful, comment);
      },
    );
    const composer = new Composer(strings, (text) => void talk.say(text), (draft) => this.conversation.keep({ draft }));
    composer.value = this.conversation.state.draft ?? '';
    const menu = new Menu(strings, {
      reset: () => void this.reset(),
      save: () => saveText(transcriptAsText(log.messages, strings), 'stadtlotse.txt'),
      erase: () => {
        composer.focus();
        void talk.erase();
      },
    });
    this.dialog.replaceChildren(
      el(
        'div',
        { class: 'head' },
        icon('lotse'),
        el('div', { class: 'titles' }, el('h2', { id: 'title' }, strings.title), el('p', { id: 'program' }, strings.program)),
        menu.button,
        el('button', { type: 'button', class: 'tool', 'aria-label': strings.close, title: strings.close, click: () => this.close() }, icon('close')),
      ),
      menu.node,
      log.scroller,
      composer.node,
      log.voice,
    );
    return { log, composer, menu, strings };
  }

  #show() {
    const before = /** @type {HTMLElement | null} */ (this.root.activeElement ?? document.activeElement);
    this.#hide();
    if (COVERS_PAGE.matches) {
      this.dialog.popover = null; // an element is one or the other
      return this.dialog.showModal();
    }
    this.dialog.popover = 'manual';
    if (TOP_LAYER) this.dialog.showPopover();
    else this.dialog.show();
    // A dialog beside the page takes no focus by itself: after a reload the citizen may be elsewhere.
    if (before && before !== document.body) before.focus();
    else /** @type {HTMLElement | null} */ (this.root.activeElement)?.blur();
  }

  #hide() {
    if (this.dialog.open) this.dialog.close();
    else if (this.isOpen) this.dialog.hidePopover();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    const { menu } = this.view;
    if (!menu.isOpen) return this.close();
    menu.button.focus();
    menu.close();
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.host.dispatchEvent(new CustomEvent(`stadtlotse:${name}`, { bubbles: true, composed: true, detail }));
  }
}
