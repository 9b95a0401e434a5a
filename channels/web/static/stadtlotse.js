// @ts-check
/**
 * The loader: a launcher button. All else is fetched when the citizen opens it; before that nothing is
 * stored and nothing but this file is loaded.
 *
 *   <script type="module" src="https://…/static/web/stadtlotse.js"></script>
 *   <stadtlotse-chat></stadtlotse-chat>
 *
 * Attributes: `endpoint` (default: where this file came from), `name` (tells two on one page apart),
 * `lang` (`de`, `en`). Methods: open, close, toggle, send, reset, setLanguage. Events, which bubble:
 * `stadtlotse:open`, `stadtlotse:close`, `stadtlotse:message` ({id, sender}), `stadtlotse:error` ({code}).
 */

const LABELS = {
  de: { open: 'Fragen an die Stadt', failed: 'Der Chat lässt sich gerade nicht öffnen. Bitte versuchen Sie es noch einmal.' },
  en: { open: 'Ask the city', failed: 'The chat cannot be opened right now. Please try again.' },
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { all: initial !important; display: block !important; direction: ltr !important; }
:host([hidden]) { display: none !important; }
.launcher { all: unset; box-sizing: border-box; position: fixed; inset-block-end: 1.25em; inset-inline-end: 1.25em;
  z-index: 2147483000; display: flex; gap: .6em; align-items: center; min-block-size: 3.25em; padding: .5em 1.4em .5em 1.1em;
  max-inline-size: calc(100vw - 2.5em); border-radius: 2em; background: var(--stadtlotse-accent, #0b4a7d);
  color: var(--stadtlotse-on-accent, #fff); border: 2px solid transparent;
  font: 600 1em/1.25 system-ui, sans-serif; cursor: pointer; box-shadow: 0 2px 6px #0003, 0 8px 24px #0002; }
.launcher:hover { text-decoration: underline; text-underline-offset: .2em; }
.launcher:focus-visible { outline: 3px solid var(--stadtlotse-focus, #ffbf47); outline-offset: 2px; box-shadow: 0 0 0 2px #1b1b1b; }
.launcher[hidden] { display: none; }
.launcher svg { flex: none; inline-size: 1.5em; block-size: 1.5em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.trouble { position: fixed; inset-block-end: 5.5em; inset-inline-end: 1.25em; max-inline-size: 18em; margin: 0; padding: .75em 1em;
  border: 1px solid #b3261e; border-radius: .5em; background: #fff; color: #1b1f24; font: 1em/1.4 system-ui, sans-serif; z-index: 2147483000; }
.trouble:empty { display: none; }
@media (forced-colors: active) { .launcher { border-color: ButtonText; } }
@media print { .launcher, .trouble { display: none; } }
`);

/** @typedef {import('./panel.js').Panel} Panel */

export class StadtlotseChat extends HTMLElement {
  /** @type {Promise<Panel> | undefined} */ #panel;
  #root = this.attachShadow({ mode: 'open' });
  #launcher = document.createElement('button');
  #trouble = document.createElement('p');

  connectedCallback() {
    if (this.#root.childElementCount) return;
    this.#root.adoptedStyleSheets = [sheet];
    this.#launcher.type = 'button';
    this.#launcher.className = 'launcher';
    this.#trouble.className = 'trouble';
    this.#launcher.setAttribute('aria-haspopup', 'dialog');
    this.#launcher.popover = 'manual';
    this.#launcher.addEventListener('click', () => this.open());
    this.#trouble.setAttribute('role', 'status');
    this.#root.append(this.#launcher, this.#trouble);
    this.#label();
    this.#showLauncher(true);
    if (sessionStorage.getItem(this.storageKey)?.includes('"open":true')) this.open({ focus: false });
  }

  /** Where the API is. */
  get endpoint() {
    return (this.getAttribute('endpoint') || new URL(import.meta.url).origin).replace(/\/$/, '');
  }

  /** Two instances on one page keep two conversations. */
  get storageKey() {
    const position = [...document.querySelectorAll('stadtlotse-chat')].indexOf(this);
    return `stadtlotse:${this.endpoint}:${this.getAttribute('name') || position}`;
  }

  get language() {
    return this.lang.startsWith('en') ? 'en' : 'de';
  }

  /** @param {{focus?: boolean}} [options] */
  async open({ focus = true } = {}) {
    this.#trouble.textContent = '';
    try {
      this.#panel ??= import('./panel.js').then((module) => module.Panel.create(this, this.#root));
      const panel = await this.#panel;
      this.#showLauncher(false);
      await panel.open(focus);
    } catch {
      this.#panel = undefined;
      this.#trouble.textContent = LABELS[this.language].failed;
    }
  }

  async close() {
    (await this.#panel)?.close();
  }

  async toggle() {
    const panel = await this.#panel;
    return panel?.isOpen ? panel.close() : this.open();
  }

  /** Opens the chat and asks. @param {string} text */
  async send(text) {
    await this.open();
    await (await this.#panel)?.talk.say(text);
  }

  /** Ends this conversation and begins a new one; nothing is erased on the server before its time. */
  async reset() {
    await (await this.#panel)?.reset();
  }

  /** @param {string} language `de` or `en` */
  async setLanguage(language) {
    this.lang = language;
    this.#label();
    (await this.#panel)?.relabel();
  }

  /** Called by the panel when it has closed. */
  closed() {
    this.#showLauncher(true);
    this.#launcher.focus();
  }

  /** In the top layer nothing of the host page shifts, dims or covers it. @param {boolean} shown */
  #showLauncher(shown) {
    this.#launcher.hidden = !shown;
    this.#launcher.togglePopover?.(shown);
  }

  #label() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M4 5h16v11H10l-5 4v-4H4zM8.5 9.5h7M8.5 12.5h4');
    svg.append(path);
    this.#launcher.replaceChildren(svg, LABELS[this.language].open);
    this.#launcher.lang = this.language;
  }
}

if (!customElements.get('stadtlotse-chat')) customElements.define('stadtlotse-chat', StadtlotseChat);
