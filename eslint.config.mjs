import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import tseslint from 'typescript-eslint';

const ROOMS = ['event', 'gateway', 'ledger', 'message', 'recovery', 'n8n'];

/** The folders of gateways and nodes begin with a capital letter. */
const A_GATEWAY = {
  regex: String.raw`^(\.\./)+[A-Z]`,
  caseSensitive: true,
  message: 'Only the registry knows the gateways.',
};

/**
 * A room of nodes/core knows those below it, and of some no more than their types. None but the registry knows a gateway,
 * and none but `n8n` knows n8n.
 */
function floor(room, { knows = [], knowsTypesOf = [] } = {}) {
  const above = ROOMS.filter((one) => ![room, ...knows, ...knowsTypesOf].includes(one));
  const patterns = [
    {
      regex: String.raw`^\.\./(.*/)?(${above.join('|')})/`,
      message: 'That room lies above this one.',
    },
    A_GATEWAY,
    { regex: '^n8n-', message: 'Only core/n8n and the nodes know n8n.' },
    ...knowsTypesOf.map((one) => ({
      regex: `/${one}/`,
      allowTypeImports: true,
      message: 'Of that room, only types.',
    })),
  ];
  return {
    files: [`nodes/core/${room}/**/*.ts`],
    ignores: ['nodes/core/gateway/registry.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

/** n8n's own memories lose updates when executions run side by side. Nothing that counts may rest on them. */
const LOSES_UPDATES = [
  'getWorkflowStaticData',
  'checkProcessedAndRecord',
  'checkProcessedItemsAndRecord',
  'removeProcessed',
  'clearAllProcessedItems',
  'getProcessedDataCount',
  'getDataTableProxy',
  'getDataTableAggregateProxy',
];

/** All columns of a table, whatever they are by then; of what a query was given, they are known. */
const STARS = [
  'CallExpression[callee.property.name=/^(select|returning)All$/][arguments.length>0]',
  'CallExpression[callee.property.name=/^(select|returning)All$/]:not([callee.object.arguments.0.type=Identifier])',
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.demo/', 'test/e2e/host/node_modules/'] },
  { ...js.configs.recommended, files: ['**/*.{js,mjs,ts}'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Money and counts are written into texts everywhere; a number prints as people expect.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A short callback reads better without braces around its one call.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // What is taken apart to leave one thing out names that thing `_`.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      // `async` functions of n8n's interfaces need not await.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['test/**/*.test.ts', 'test/e2e/stories/*.ts'],
    rules: {
      // What a `beforeAll` that failed left unset is unset, whatever its type says.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Jest types its matchers (`expect.any`, `expect.objectContaining`) as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // n8n's own rules, in the form for packs that run on self-hosted n8n.
    files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'],
    extends: [n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { extraFileExtensions: ['.json'] },
    },
    rules: {
      // A durable ledger needs a database driver, and the gateways' own SDKs are the best clients of their APIs.
      // Neither can be had without dependencies, so the pack is not offered for n8n's list of verified nodes.
      '@n8n/community-nodes/no-runtime-dependencies': 'off',
      // The pack signs in with n8n's own Stripe and Postgres credentials instead of copies of them.
      '@n8n/community-nodes/no-credential-reuse': 'off',
    },
  },
  {
    files: ['nodes/core/**/*.ts'],
    rules: {
      // The rooms below the nodes know nothing of n8n; the nodes turn what they raise into n8n's errors.
      '@n8n/community-nodes/require-node-api-error': 'off',
    },
  },
  floor('event'),
  floor('gateway', { knows: ['event'], knowsTypesOf: ['ledger'] }),
  floor('ledger', { knows: ['event'] }),
  floor('message', { knows: ['event'] }),
  floor('recovery', { knows: ['event', 'ledger'] }),
  {
    files: ['nodes/core/n8n/**/*.ts', 'nodes/core/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [A_GATEWAY] }],
    },
  },
  {
    files: ['nodes/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...LOSES_UPDATES.map((property) => ({
          property,
          message: 'It loses updates. What has to last belongs in the ledger.',
        })),
      ],
    },
  },
  {
    files: ['nodes/**/*.ts'],
    ignores: ['nodes/core/gateway/pathPart.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'encodeURIComponent',
          message: 'It raises at half a character; pathPart does not.',
        },
      ],
    },
  },
  {
    files: ['nodes/core/ledger/**/*.ts'],
    rules: {
      // Kysely's expression builders are made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        ...STARS.map((selector) => ({
          selector,
          message: 'Name the columns (allOf): a newer version may add one to the table.',
        })),
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        exports: 'writable',
        process: 'readonly',
        console: 'readonly',
      },
    },
  },
);
