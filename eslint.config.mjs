// Rules for all scripts of the repository. `tsc -p tsconfig.json` checks their types.

import js from '@eslint/js';
import globals from 'globals';
import typescript from 'typescript-eslint';

/** Names that begin with an underscore may be unused. */
const UNUSED = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' };

const message = 'Create elements instead of parsing markup.';
/** Sinks that parse markup. */
const MARKUP_SINKS = [
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message })),
  ...['write', 'writeln'].map((property) => ({ object: 'document', property, message })),
];

/** Kinds of exported declarations that have a doc comment. */
const DOCUMENTED = new Set(['FunctionDeclaration', 'ClassDeclaration', 'TSInterfaceDeclaration']);

/** Reports exported declarations without a doc comment on the lines before them. */
const docComments = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    ExportNamedDeclaration(node) {
      if (!DOCUMENTED.has(node.declaration?.type)) return;
      const comment = context.sourceCode.getCommentsBefore(node).at(-1);
      const isDoc = comment?.type === 'Block' && comment.value.startsWith('*')
        && comment.loc.end.line === node.loc.start.line - 1;
      if (!isDoc) context.report({ node, message: 'Describe what is exported in a doc comment.' });
    },
  }),
};

export default typescript.config(
  {
    ignores: [
      'static/loader/generated', 'dist/', 'target/', '.tools/', 'tests/bundlers/.work/', 'tests/bundlers/types/',
      'tests/frameworks/.work/', 'tests/frameworks/next/',
    ],
  },
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: true }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': ['error', ...MARKUP_SINKS],
      'no-unused-vars': ['error', UNUSED],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  {
    files: ['static/**', 'edge/**', 'examples/**', 'eslint.config.mjs'],
    rules: {
      'max-len': ['error', { code: 120, ignoreUrls: true }],
      'max-lines': ['error', { max: 330 }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strict, typescript.configs.stylistic],
    rules: {
      'no-undef': 'off',
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-function': 'off',
      // Properties that were set before the element was defined are deleted by name.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A value that is known to exist needs no check at run time.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['static/loader/**/*.ts'],
    ignores: ['**/*.d.ts'],
    plugins: { baca: { rules: { 'doc-comments': docComments } } },
    rules: { 'baca/doc-comments': 'error' },
  },
  {
    // Declarations extend interfaces of the DOM, and some of the site's own types are open.
    files: ['**/*.d.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
    },
  },
  {
    // The type of each provider or block is on one line.
    files: ['static/baca.d.ts'],
    rules: { 'max-len': 'off' },
  },
  {
    // Tests insert markup, and some functions run in pages, where the tests have defined these globals.
    files: ['tests/**', 'bench/**'],
    languageOptions: { globals: { bench: 'writable', decide: 'readonly', listening: 'readonly', record: 'readonly' } },
    rules: { 'no-restricted-properties': 'off' },
  },
);
