// @ts-check
/** Blocks as plain text: what is announced to screen readers and what is saved. */

/** @type {Record<string, (block: any, urls: boolean) => string[]>} */
const LINES = {
  text: (block) => [block.text],
  list: (block) => [
    block.title,
    ...block.items.map((/** @type {any} */ item, /** @type {number} */ index) =>
      [block.style === 'steps' ? `${index + 1}.` : '-', item.text, item.note && `(${item.note})`].filter(Boolean).join(' '),
    ),
  ],
  facts: (block) => [block.title, ...rows(block.rows)],
  buttons: (block) => block.buttons.map((/** @type {any} */ button) => `- ${button.label}`),
  link: (block, urls) => links([block], urls),
  card: (block, urls) => [block.title, ...block.lines, ...rows(block.rows), ...links(block.links, urls)],
  form: (block) => [block.title, ...block.fields.map((/** @type {any} */ field) => field.label)],
  slots: (block) => block.slots.map((/** @type {any} */ slot) => `- ${slot.label}, ${slot.place}`),
  notice: (block, urls) => [block.text, ...links(block.links, urls)],
};

/** @param {{label: string, value: string}[]} items */
const rows = (items) => items.map((row) => `${row.label}: ${row.value}`);
/** @param {{label: string, url: string}[]} items @param {boolean} urls */
const links = (items, urls) => items.map((item) => (urls ? `${item.label}: ${item.url}` : item.label));

/** @param {import('./api.js').Block[]} blocks @param {{urls: boolean}} options addresses are for reading, not for listening */
export function blocksAsText(blocks, { urls }) {
  return blocks
    .flatMap((block) => (Object.hasOwn(LINES, block.type) ? LINES[block.type](block, urls) : []))
    .filter(Boolean)
    .join('\n');
}

/** @param {import('./api.js').Message[]} messages @param {import('./strings.js').Strings} strings */
export function transcriptAsText(messages, strings) {
  const entries = messages.map((message) => {
    const time = new Date(message.time).toLocaleString('de-DE', { dateStyle: 'short', timeStyle: 'short' });
    return `${time}  ${message.sender === 'bot' ? strings.bot : strings.you}\n${blocksAsText(message.blocks, { urls: true })}\n`;
  });
  return [strings.title, strings.program, '', ...entries].join('\n');
}

/** Hands a text file to the citizen. @param {string} text @param {string} filename */
export function saveText(text, filename) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
}
