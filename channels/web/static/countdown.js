// @ts-check
/** How long a hold lasts: always to be read, and said aloud only when it is nearly over and when it is. */

import { el } from './dom.js';
import { withNumber } from './strings.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Minutes left at which it is said; at 0 it is over. */
const SAID_AT = [3, 1, 0];

/** @param {string} expiresAt @param {string} id @param {import('./blocks.js').Context} context */
export function countdown(expiresAt, id, { strings, say, now }) {
  // The service's clock is known to the second (its Date header): rather a second early than late.
  const end = Date.parse(expiresAt) - SECOND_MS;
  const clock = new Date(expiresAt).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' });
  const node = el('p', { class: 'note', id });
  const left = () => Math.max(0, Math.ceil((end - now()) / MINUTE_MS));
  let minutes = left();

  const show = () => {
    if (minutes === 0) node.textContent = strings.lapsed;
    else node.textContent = withNumber(minutes === 1 ? strings.untilOne : strings.until, minutes).replace('{t}', clock);
  };
  const words = () => [strings.lapsed, strings.oneMinuteLeft][minutes] ?? withNumber(strings.minutesLeft, minutes);
  // Waits until the next whole minute, and no longer than its form is there.
  const wait = () => minutes > 0 && setTimeout(tick, ((end - now()) % MINUTE_MS || MINUTE_MS) + 1);
  const tick = () => {
    if (!node.isConnected) return;
    const before = minutes;
    minutes = left();
    show();
    // After a long sleep of the device only what is true now is said.
    if (SAID_AT.some((least) => minutes <= least && least < before)) say(words());
    wait();
  };
  show();
  wait();
  return node;
}
