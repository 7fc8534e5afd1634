import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folder → what its files may import: beginnings of relative paths and of package names. */
const MAY_IMPORT = {
  'src/domain':
    './ ../errors.ts date-fns @date-fns/tz date-holidays fastest-levenshtein yaml zod node:crypto',
  'src/usecases': './ ../domain/ ../errors.ts ../../db/',
  'src/slack':
    './ ../domain/ ../usecases/deps.ts ../errors.ts ../log.ts ../../db/ ../../views/ @slack/ node:',
  'src/errors': '-',
  'src/scheduler': 'node-cron',
  commands: './ ../src/domain/ ../src/usecases/ ../src/errors.ts ../views/ @slack/ zod',
  views:
    './ ../src/domain/ ../src/errors.ts @slack/types date-fns @date-fns/tz micromark micromark-extension-gfm zod',
  db: './ ../src/domain/ ../src/errors.ts drizzle- better-sqlite3 pg node:',
  sandbox: './ ../src/ ../db/ node: open playwright-core yaml',
  'sandbox/slack': './ ../ @slack/types node: ws zod',
  'sandbox/desk': './ ../ ../../src/ ../../db/ esbuild node: ws zod',
  'sandbox/page':
    './ ../ ../../desk/protocol.ts ../../slack/text/ react @base-ui/react chart.js gemoji lucide-react remark-gfm @fontsource/lato',
};

function importRule([folder, list]) {
  const starts = list.split(' ').map(RegExp.escape);
  const pattern = { regex: `^(?!${starts.join('|')})`, message: `${folder} may import: ${list}` };
  return {
    files: [`${folder}/**/*.{ts,tsx}`, `${folder}.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [pattern] }] },
  };
}

const CLOCK = {
  selector:
    "CallExpression[callee.object.name='Date'][callee.property.name='now'], NewExpression[callee.name='Date'][arguments.length=0]",
  message:
    'Time is a value: take `now` as a parameter. Only what starts a process reads the clock.',
};
const ONE_WAY_TO_QUERY = {
  selector:
    "CallExpression[callee.property.name=/^(run|all|get)$/][callee.object.type='CallExpression']",
  message: 'Await the query builder itself: .run, .all and .get exist on one dialect only.',
};
const ONLY_TX_INSIDE_TX = {
  selector:
    "CallExpression[callee.property.name='tx'] AwaitExpression:not(:has(> CallExpression[arguments.0.name='tx'])):not(:has(> CallExpression[arguments.0.object.name='tx']))",
  message:
    'Inside store.tx nothing is awaited but calls that take `tx` first: it holds the writer.',
};

export default tseslint.config(
  { ignores: ['node_modules', 'data', 'coverage', 'db/migrations'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // One-function type parameters document which table a query returns.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-console': 'error',
      'no-restricted-globals': ['error', 'process'],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        CLOCK,
        ONLY_TX_INSIDE_TX,
      ],
    },
  },
  {
    files: ['db/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        CLOCK,
        ONE_WAY_TO_QUERY,
      ],
    },
  },
  // The raw connection, before there is a query builder.
  { files: ['db/open.ts', 'db/migrate.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: [
      'src/main.ts',
      'src/operator.ts',
      'sandbox/main.ts',
      'sandbox/browser.ts',
      'sandbox/screenshots.ts',
      'bench/**',
      'test/**',
      '*.config.*',
      'db/drizzle.*.ts',
    ],
    rules: { 'no-restricted-globals': 'off', 'no-console': 'off' },
  },
  {
    files: [
      'src/main.ts',
      'src/app.ts',
      'src/operator.ts',
      'sandbox/**',
      'bench/**',
      'test/**',
      '*.config.*',
      'db/drizzle.*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**', 'sandbox/slack/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['sandbox/page/**'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  ...Object.entries(MAY_IMPORT).map(importRule),
);
