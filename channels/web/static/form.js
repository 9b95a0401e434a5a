// @ts-check
/** A form block: labelled fields, errors next to them, values straight to their route. */

import { el } from './dom.js';

const INPUT_TYPES = { text: 'text', email: 'email', tel: 'tel', number: 'number', checkbox: 'checkbox' };

/** @param {any} block @param {import('./blocks.js').Context} context */
export function formBlock(block, context) {
  const fields = block.fields.map((/** @type {any} */ field) => new Field(field, context));
  const title = context.unique();
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const wrong = fields.filter((/** @type {Field} */ field) => !field.check());
    if (wrong.length) return wrong[0].input.focus();
    context.fill(block.form, Object.fromEntries(fields.map((/** @type {Field} */ field) => [field.name, field.value])));
  };
  return el(
    'form',
    { class: 'form', novalidate: true, 'aria-labelledby': title, submit },
    el('p', { class: 'title', id: title }, block.title),
    ...fields.map((/** @type {Field} */ field) => field.node),
    el('button', { type: 'submit', class: 'main' }, block.submit_label),
  );
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
    this.error.textContent = problem;
    if (problem) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
    return !problem;
  }
}
