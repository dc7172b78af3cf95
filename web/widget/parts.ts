// SPDX-License-Identifier: Apache-2.0
// The parts without a DOM, gathered for tests in Node.
export { Engine } from './engine';
export { nearest } from './languages';
export { choicesOf, fromHex, keyOf, toHex } from './memory';
export { outcomeOf, problemOf } from './outcome';
export { fill, grouped } from './texts';
export { delay, retryAfter } from './wait';
