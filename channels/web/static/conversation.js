// @ts-check
/** One conversation: its access, what it still waits for, and how it survives a reload. Knows no DOM. */

import { ApiError } from './api.js';

/**
 * @typedef {import('./api.js').Message} Message
 * @typedef {import('./api.js').Outgoing} Outgoing
 * @typedef {{outgoing: Outgoing, label: string}} Pending `label` is what the citizen sees as sent
 * @typedef {{open: boolean, access?: import('./api.js').Access, pending?: Pending, draft?: string}} State
 */

export class Conversation {
  /** @param {import('./api.js').Api} api @param {string} key where sessionStorage keeps the state */
  constructor(api, key) {
    this.api = api;
    this.key = key;
    /** @type {State} */
    this.state = { open: false };
    try {
      this.state = JSON.parse(sessionStorage.getItem(key) ?? '') ?? this.state;
    } catch {
      // nothing was kept, or not by us
    }
  }

  /** @param {Partial<State>} change */
  keep(change) {
    this.state = { ...this.state, ...change };
    try {
      // What a form holds is not written anywhere in the browser; its number is, to ask for its answer again.
      sessionStorage.setItem(this.key, JSON.stringify(this.state, (name, value) => (name === 'values' ? {} : value)));
    } catch {
      // storage is full or forbidden: the conversation then ends with the page
    }
  }

  /** Begins if there is none. @returns {Promise<Message[]>} the greeting, or nothing */
  async begin() {
    if (this.state.access) return [];
    const { messages, ...access } = await this.api.start();
    this.keep({ access });
    return messages;
  }

  /** What was said before a reload; null if the conversation has ended meanwhile. */
  async restore() {
    if (!this.state.access) return null;
    try {
      return await this.api.read(this.state.access);
    } catch (error) {
      if (hasEnded(error)) {
        this.forget();
        return null;
      }
      throw error;
    }
  }

  /** @param {Pending} pending @returns {Promise<Message[]>} the answer; `pending` stays until it is there */
  async send(pending) {
    this.keep({ pending });
    try {
      const answer = await this.api.send(/** @type {import('./api.js').Access} */ (this.state.access), pending.outgoing);
      this.keep({ pending: undefined });
      return answer;
    } catch (error) {
      if (!(error instanceof ApiError && error.isPassing)) this.keep({ pending: undefined });
      if (hasEnded(error)) this.forget();
      throw error;
    }
  }

  /** Erases it on the server, too. */
  async erase() {
    const { access } = this.state;
    if (access) {
      try {
        await this.api.erase(access);
      } catch (error) {
        if (!hasEnded(error)) throw error;
      }
    }
    this.forget();
  }

  forget() {
    this.keep({ access: undefined, pending: undefined });
  }
}

/** @param {unknown} error */
export function hasEnded(error) {
  return error instanceof ApiError && (error.status === 401 || error.code === 'conversation_unknown');
}
