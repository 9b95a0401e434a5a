// @ts-check
/** The HTTP API: JSON, and the answer as Server-Sent Events. */

/**
 * @typedef {{type: string, [field: string]: any}} Block
 * @typedef {{id: string, sender: 'citizen' | 'bot', time: string, blocks: Block[]}} Message
 * @typedef {{conversation_id: string, token: string, expires_at: string}} Access
 * @typedef {{client_message_id: string, message_id: string, state: string, choice: string | null}} OpenTurn
 * @typedef {{client_message_id: string, text: string} | {client_message_id: string, choice: string}
 *   | {client_message_id: string, form: string, values: Record<string, string | boolean>}} Outgoing
 */

/** Longer than the service needs at most for one answer. */
const ANSWER_TIMEOUT_MS = 40_000;
const TIMEOUT_MS = 10_000;

/** What the service refused, or `offline` when it could not be reached in time. */
export class ApiError extends Error {
  /** @param {string} code @param {number} status @param {{message?: string, remedy?: string, field?: string | null}} [error] */
  constructor(code, status, { message = '', remedy = '', field = null } = {}) {
    super(code);
    this.code = code;
    this.status = status;
    this.told = [message, remedy].filter(Boolean).join(' ');
    /** A refused form: its field, or null for all of it, and the sentence to stand there. */
    this.field = field;
    this.sentence = code === 'form_rejected' ? message : '';
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  /** How far the service's clock is ahead of this one, in ms. */
  #ahead = 0;

  /** @param {string} endpoint */
  constructor(endpoint) {
    this.base = `${endpoint}/api/v1/conversations`;
  }

  /** The time at the service, in ms: nobody's appointment depends on how a citizen's clock is set. */
  now() {
    return Date.now() + this.#ahead;
  }

  /** @returns {Promise<Access & {messages: Message[]}>} */
  async start() {
    return (await this.#request('POST', '', null)).json();
  }

  /** @param {Access} access @returns {Promise<{messages: Message[], open_turns: OpenTurn[]}>} */
  async read(access) {
    return (await this.#request('GET', `/${access.conversation_id}`, access)).json();
  }

  /** @param {Access} access */
  async erase(access) {
    await this.#request('DELETE', `/${access.conversation_id}`, access);
  }

  /** @param {Access} access @param {string} messageId @param {boolean} helpful @param {string} [comment] */
  async judge(access, messageId, helpful, comment) {
    const body = { message_id: messageId, helpful, ...(comment ? { comment } : {}) };
    await this.#request('POST', `/${access.conversation_id}/feedback`, access, { body });
  }

  /** Sending the same message again gives the same answer. @param {Access} access @param {Outgoing} message */
  async send(access, message) {
    const response = await this.#request('POST', `/${access.conversation_id}/messages`, access, {
      body: message,
      accept: 'text/event-stream, application/json',
      timeout: ANSWER_TIMEOUT_MS,
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      return /** @type {Message[]} */ ((await response.json()).messages);
    }
    return readStream(response);
  }

  /**
   * @param {string} method @param {string} path @param {Access | null} access
   * @param {{body?: object, accept?: string, timeout?: number}} [options]
   */
  async #request(method, path, access, { body, accept = 'application/json', timeout = TIMEOUT_MS } = {}) {
    /** @type {Record<string, string>} */
    const headers = { Accept: accept };
    if (access) headers.Authorization = `Bearer ${access.token}`;
    if (body) headers['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(timeout),
      });
    } catch {
      throw new ApiError('offline', 0);
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    if (date) this.#ahead = date - Date.now();
    if (!response.ok) throw await refused(response);
    return response;
  }
}

/** @param {Response} response */
async function refused(response) {
  try {
    const { error } = await response.json();
    return new ApiError(error.code, response.status, error);
  } catch {
    return new ApiError('unknown', response.status);
  }
}

/** Collects the messages of a stream; it counts only when its `done` has come. @param {Response} response */
async function readStream(response) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  /** @type {Message[]} */
  const messages = [];
  let buffer = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      buffer += decoder.decode(value, { stream: true });
      const events = buffer.split('\n\n');
      buffer = events.pop() ?? '';
      for (const event of events) {
        const name = /^event: (.*)$/m.exec(event)?.[1];
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (name === 'message' && data) messages.push(JSON.parse(data));
        if (name === 'done') return messages;
        if (name === 'error' && data) {
          const { error } = JSON.parse(data);
          throw new ApiError(error.code, error.code === 'form_rejected' ? 422 : 503, error);
        }
      }
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
  }
  throw new ApiError('offline', 0); // the connection broke in mid-answer
}
