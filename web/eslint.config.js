// SPDX-License-Identifier: Apache-2.0
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Text is text: pages with a strict CSP and Trusted Types must never meet one of these.
const injection = [
  ['innerHTML', 'Build nodes and set textContent.'],
  ['outerHTML', 'Build nodes and set textContent.'],
  ['insertAdjacentHTML', 'Build nodes and set textContent.'],
  ['cssText', 'Use a class, or one property of style.'],
].map(([property, message]) => ({ property, message }));

const syntax = [
  {
    selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value='style']",
    message: 'A style attribute is refused by style-src; use a class.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(write|writeln)$/][callee.object.name='document']",
    message: 'No document.write.',
  },
];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'build/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-restricted-properties': ['error', ...injection],
      'no-restricted-syntax': ['error', ...syntax],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        structuredClone: 'readonly',
        fetch: 'readonly',
        WebAssembly: 'readonly',
        TextEncoder: 'readonly',
        TextDecoder: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        globalThis: 'readonly',
        window: 'readonly',
        document: 'readonly',
        customElements: 'readonly',
        self: 'readonly',
        location: 'readonly',
        innerWidth: 'readonly',
        innerHeight: 'readonly',
        getComputedStyle: 'readonly',
        sessionStorage: 'readonly',
        performance: 'readonly',
        crypto: 'readonly',
        CSSStyleSheet: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
