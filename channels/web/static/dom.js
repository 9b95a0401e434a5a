// @ts-check
/** Building DOM nodes; text only ever becomes text nodes. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | ((event: any) => void) | null | undefined>} [attributes]
 *   a function is a listener for the event of that name, `true` an empty attribute, null and false none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === '')));
  return node;
}

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M12 5v.5M12 11.75v.5M12 18.5v.5',
  send: 'M4 12h15M13 6l6 6-6 6',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  source: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h6',
  unconfirmed: 'M12 8v5M12 16.5v.01M12 3l9.5 17h-19z',
  warning: 'M12 8v5M12 16.5v.01M12 3l9.5 17h-19z',
  emergency: 'M12 7v6M12 16.5v.01M8 3h8l5 5v8l-5 5H8l-5-5V8z',
  info: 'M12 11v6M12 7.5v.01M12 3a9 9 0 1 0 .01 0z',
  lotse: 'M4 5h16v11H10l-5 4v-4H4zM8.5 9.5h7M8.5 12.5h4',
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Only these lead anywhere; anything else is shown as text. */
const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** @param {string} url @returns {string | null} */
export function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return SAFE_PROTOCOLS.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
