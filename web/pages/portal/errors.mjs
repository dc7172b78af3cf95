// SPDX-License-Identifier: Apache-2.0

/** Says what went wrong and what to do, in both languages; shown without a stack. */
export class OperatorError extends Error {}
