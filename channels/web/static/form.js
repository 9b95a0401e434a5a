// @ts-check
/** A form block: labelled fields, errors next to them, values straight to their route. */

import { countdown } from './countdown.js';
import { el } from './dom.js';

const INPUT_TYPES = { text: 'text', email: 'email', tel: 'tel', number: 'number', checkbox: 'checkbox' };

/** What the service writes in the log before the title of a form that was sent. */
export const SENT = 'Gesendet: ';

/** @param {any} block @param {import('./blocks.js').Context} context */
export function formBlock(block, context) {
  /** @type {Field[]} */
  const fields = block.fields.map((/** @type {any} */ field) => new Field(field, context));
  const id = context.unique();
  const error = el('p', { class: 'error' });
  let sent = '';
  let number = '';

  /** @param {import('./blocks.js').Refused} refused */
  const refuse = ({ field: name, text }) => {
    const field = fields.find((field) => field.name === name);
    if (field) {
      field.refuse(text);
      field.input.focus();
    } else error.textContent = text;
    context.say(text);
  };

  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    error.textContent = '';
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) return wrong[0].input.focus();
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    // The same again acts once; what was changed is another message.
    if (JSON.stringify(values) !== sent) number = crypto.randomUUID();
    sent = JSON.stringify(values);
    const refused = await context.fill({ client_message_id: number, form: block.form, values }, block.title);
    if (refused) refuse(refused);
  };

  return el(
    'form',
    {
      class: 'form',
      novalidate: true,
      'aria-labelledby': id,
      'aria-describedby': block.expires_at && `${id}-until`,
      'data-form': block.form,
      'data-title': block.title,
      submit,
    },
    el('p', { class: 'title', id }, block.title),
    block.expires_at && countdown(block.expires_at, `${id}-until`, context),
    ...fields.map((field) => field.node),
    error,
    el('button', { type: 'submit', class: 'main' }, block.submit_label),
  );
}

/** A form that was sent, or has a successor, holds nothing any more. @param {HTMLElement} form @param {string} text */
export function closeForm(form, text) {
  const hadFocus = form.contains(/** @type {ShadowRoot} */ (form.getRootNode()).activeElement);
  const note = el('p', { class: 'note', tabindex: '-1' }, text);
  form.replaceWith(el('div', { class: 'form' }, el('p', { class: 'title' }, form.dataset.title ?? ''), note));
  if (hadFocus) note.focus({ preventScroll: true });
}

class Field {
  /** @param {any} field @param {import('./blocks.js').Context} context */
  constructor(field, context) {
    const id = context.unique();
    this.strings = context.strings;
    this.name = field.name;
    this.kind = field.kind;
    this.required = field.required;
    const attributes = {
      id,
      name: field.name,
      autocomplete: field.autocomplete,
      'aria-required': field.required ? 'true' : null,
      'aria-describedby': `${id}-hint ${id}-error`,
      maxlength: field.kind === 'checkbox' ? null : field.max_length,
    };
    this.input =
      field.kind === 'textarea'
        ? el('textarea', { ...attributes, rows: 3 })
        : el('input', { ...attributes, type: INPUT_TYPES[/** @type {keyof typeof INPUT_TYPES} */ (field.kind)] ?? 'text' });
    this.error = el('p', { class: 'error', id: `${id}-error` });
    const label = el('label', { for: id }, field.label, field.required && el('span', { class: 'note' }, ` (${context.strings.required})`));
    const hint = el('p', { class: 'note', id: `${id}-hint` }, field.hint ?? '');
    this.node =
      field.kind === 'checkbox'
        ? el('div', { class: 'field check' }, this.input, label, hint, this.error)
        : el('div', { class: 'field' }, label, hint, this.input, this.error);
  }

  get value() {
    return this.input instanceof HTMLInputElement && this.kind === 'checkbox' ? this.input.checked : this.input.value.trim();
  }

  /** Shows what is missing; true if nothing is. */
  check() {
    let problem = '';
    if (this.required && !this.value) problem = this.strings.fieldMissing;
    else if (this.kind === 'email' && this.value && this.input.validity.typeMismatch) problem = this.strings.fieldEmail;
    this.refuse(problem);
    return !problem;
  }

  /** @param {string} problem what to change; empty if nothing */
  refuse(problem) {
    this.error.textContent = problem;
    if (problem) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
  }
}
