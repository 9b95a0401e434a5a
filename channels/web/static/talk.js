// @ts-check
/** The course of a conversation in the widget: begin or resume, send, explain, erase. */

import { ApiError } from './api.js';
import { hasEnded } from './conversation.js';
import { el } from './dom.js';
import { blocksAsText } from './text.js';

/**
 * @typedef {import('./conversation.js').Pending} Pending
 * @typedef {{log: import('./log.js').Log, composer: import('./composer.js').Composer, strings: import('./strings.js').Strings}} View
 */

export class Talk {
  #busy = false;
  #started = false;

  /**
   * @param {import('./conversation.js').Conversation} conversation
   * @param {() => View} view the parts as they are now; another language rebuilds them
   * @param {(name: string, detail: object) => void} tell
   */
  constructor(conversation, view, tell) {
    this.conversation = conversation;
    this.view = view;
    this.tell = tell;
  }

  /** Greets, or shows what was said before a reload and fetches the answer that was still due. */
  async start() {
    if (this.#started || this.#busy) return;
    await this.#exclusively(async () => {
      const { log, strings } = this.view();
      const hadConversation = Boolean(this.conversation.state.access);
      const past = await this.conversation.restore();
      if (past) {
        this.#restore(past);
      } else {
        const greeting = await this.conversation.begin();
        if (hadConversation) log.showStatus(strings.expired);
        log.show(greeting, { announce: false });
        const words = blocksAsText(greeting.flatMap((message) => message.blocks), { urls: false });
        const spoken = [hadConversation && strings.expired, strings.program, words];
        log.say(spoken.filter(Boolean).join('\n'));
      }
      this.#started = true;
    }).catch(() => this.#offerRetry());
    const { pending } = this.conversation.state;
    if (!pending || !this.#started) return;
    if (!('form' in pending.outgoing)) await this.send(pending);
    else if (await this.fill(pending)) {
      this.conversation.keep({ pending: undefined });
      this.view().log.showStatus(this.view().strings.formLost);
    }
  }

  /** @param {string} text */
  async say(text) {
    await this.send({ outgoing: { client_message_id: crypto.randomUUID(), text }, label: text });
  }

  /** Sends, or sends again under the same number. @param {Pending} pending */
  async send(pending) {
    if (this.#busy) return; // one at a time: a double click sends once, and typed text stays where it is
    const { log } = this.view();
    const key = pending.outgoing.client_message_id;
    const isResumed = this.conversation.state.pending?.outgoing.client_message_id === key;
    log.clearUnanswered(key);
    if (!isResumed && !log.has(key)) {
      log.showSent(pending.label, key);
      if ('text' in pending.outgoing) this.#setDraft('');
    }
    await this.#exclusively(async () => {
      await this.conversation.begin();
      const answer = await this.conversation.send(pending);
      // After a reload the history may hold the question and its answer already, or neither.
      if (!log.has(key) && !answer.every((message) => log.has(message.id))) log.showSent(pending.label, key);
      this.#showAnswer(answer);
    }).catch((error) => this.#explain(error, pending));
  }

  /**
   * Sends a form. It stays as it is until its answer is there, so nothing of it has to be kept anywhere.
   * @param {Pending} pending @returns {Promise<import('./blocks.js').Refused | null>} what was refused, if anything
   */
  async fill(pending) {
    /** @type {import('./blocks.js').Refused | null} */
    let refused = null;
    const key = pending.outgoing.client_message_id;
    await this.#exclusively(async () => {
      const answer = await this.conversation.send(pending);
      const { log } = this.view();
      // After a reload the history may hold both already.
      if (!answer.every((message) => log.has(message.id))) log.showSent(pending.label, key);
      this.#showAnswer(answer);
    }).catch((error) => {
      refused = this.#refusal(error);
    });
    return refused;
  }

  /** A new conversation; the old one stays on the server until its time is over. */
  async reset() {
    if (this.#busy) return;
    this.conversation.forget();
    this.view().log.clear();
    this.#started = false;
    await this.start();
  }

  async erase() {
    const { log, strings } = this.view();
    await this.#exclusively(async () => {
      await this.conversation.erase();
      log.clear();
      log.showStatus(strings.erased);
    }).catch(() => log.showStatus(strings.eraseFailed));
  }

  /** @param {() => Promise<void>} work */
  async #exclusively(work) {
    if (this.#busy) return;
    this.#busy = true;
    this.view().log.setWaiting(true);
    try {
      await work();
    } finally {
      this.#busy = false;
      this.view().log.setWaiting(false);
    }
  }

  /** @param {{messages: import('./api.js').Message[], open_turns: import('./api.js').OpenTurn[]}} past */
  #restore(past) {
    const { log } = this.view();
    log.show(past.messages, { announce: false });
    const due = this.conversation.state.pending?.outgoing.client_message_id;
    for (const { client_message_id: key, message_id: id, choice } of past.open_turns) {
      log.rename(id, key);
      const text = past.messages.find((message) => message.id === id)?.blocks[0]?.text;
      if (key !== due && text) this.#offerAgain({ outgoing: { client_message_id: key, ...(choice ? { choice } : { text }) }, label: text });
    }
  }

  /** @param {Pending} pending */
  #offerAgain(pending) {
    const { log, composer } = this.view();
    log.showUnanswered(pending.outgoing.client_message_id, () => {
      composer.focus(); // the button goes, the focus must not
      void this.send(pending);
    });
  }

  #offerRetry() {
    const { log, composer, strings } = this.view();
    const retry = () => {
      log.clear();
      composer.focus();
      void this.start();
    };
    log.showStatus(strings.startFailed, el('button', { type: 'button', class: 'quiet', click: retry }, strings.retry));
    this.tell('error', { code: 'start' });
  }

  /** @param {import('./api.js').Message[]} answer */
  #showAnswer(answer) {
    for (const { id, sender } of this.view().log.show(answer, { announce: true, feedback: true })) this.tell('message', { id, sender });
  }

  /** @param {unknown} error @returns {import('./blocks.js').Refused | null} what to say at the form, if it is still there */
  #refusal(error) {
    const { log, strings } = this.view();
    const failure = error instanceof ApiError ? error : new ApiError('unknown', 0);
    this.tell('error', { code: failure.code });
    if (hasEnded(failure)) {
      log.clear();
      log.showStatus(strings.expired);
      return null;
    }
    const text = failure.sentence || failure.told || (failure.code === 'offline' ? strings.formOffline : strings.formFailed);
    return { field: failure.field, text };
  }

  /** @param {unknown} error @param {Pending} pending */
  #explain(error, pending) {
    const { log, strings } = this.view();
    const failure = error instanceof ApiError ? error : new ApiError('unknown', 0);
    const key = pending.outgoing.client_message_id;
    this.tell('error', { code: failure.code });
    if (hasEnded(failure)) {
      if ('text' in pending.outgoing) this.#setDraft(pending.outgoing.text);
      log.clear();
      log.showStatus(strings.expired);
    } else if (failure.isPassing) {
      if (!log.has(key)) log.showSent(pending.label, key);
      this.#offerAgain(pending);
      log.say(failure.told || (failure.code === 'offline' ? strings.offline : strings.failed));
    } else {
      log.showStatus(failure.told || strings.failed);
    }
  }

  /** @param {string} text */
  #setDraft(text) {
    this.view().composer.value = text;
    this.conversation.keep({ draft: text });
  }
}
