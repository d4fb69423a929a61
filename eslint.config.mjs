import tseslint from 'typescript-eslint';

/**
 * Only what needs the types of the whole program: Biome does the rest, without a program and in a tenth of the time.
 * Most of these are about promises, because one that nobody waits for is an answer that nobody gets and an error that
 * ends the process (Biome's own rule missed an un-awaited `pool.query`).
 */
export default tseslint.config({
  files: ['src/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'web/**/*.ts'],
  ignores: ['**/__generated__/**'],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    // Inside try, a promise returned without await escapes the catch and the finally that stand around it.
    '@typescript-eslint/return-await': ['error', 'in-try-catch'],
    // A new status, kind or code must be a compile-time question everywhere that it is told apart.
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  },
});
