/** Tests, and what only tests are helped by. */
const test = ['\\.(test|e2e)\\.tsx?$', '(^|/)(testing|fixture)\\.ts$', '/testing/', '-(for|in)-tests\\.tsx?$']
const tools = '^electron/(e2e|bench|tools)/'
/** @param {string} names */
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`

/**
 * The boundaries of the house. Each rule says why it is there; `npm test -- --only boundaries` checks them,
 * `boundaries.test.ts` breaks each one.
 * @satisfies {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that import each other cannot be read, tested or moved one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves to nothing fails only when it is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(asset|nodeWorker|url)$' },
    },
    {
      name: 'shared-stands-alone',
      comment:
        'shared is what both sides mean: it imports nothing of ours, so that neither side drags in the other.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer)/' },
    },
    {
      name: 'shared-has-no-platform',
      comment:
        'shared runs in Node, in the page and in workers: pure TypeScript and zod, no Node, DOM or Electron.',
      severity: 'error',
      from: { path: '^shared/', pathNot: test },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'],
        pathNot: npm('zod'),
      },
    },
    {
      name: 'renderer-imports-shared-only',
      comment: 'The page runs in a sandbox and reaches the machine through the contract alone.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'There is no Node in the page; a core module there fails at run time only.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-side-has-no-page',
      comment: 'What has access to the machine is not built from components of the page.',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'workbench-knows-no-shell',
      comment:
        'The application is the same in the desktop program, in the browser shell and on the command line.',
      severity: 'error',
      from: { path: '^electron/workbench/', pathNot: test },
      to: { path: '^electron/(?!workbench/)' },
    },
    {
      name: 'workbench-knows-no-http',
      comment:
        'The application has no network. The lock of a project is a local socket (node:net), which is listed by itself.',
      severity: 'error',
      from: { path: '^electron/workbench/', pathNot: test },
      to: { path: '^(node:)?(http|https|http2|tls|dgram|dns)(/|$)' },
    },
    {
      name: 'shells-do-not-share-a-wall',
      comment:
        'desktop, browser-shell and cli import workbench, bundle and shared, never each other. `beleg serve` is the one door between two: it starts the browser shell and does nothing else.',
      severity: 'error',
      from: {
        path: '^electron/(desktop|browser-shell|cli)/',
        pathNot: [...test, '^electron/cli/verbs/serve\\.ts$'],
      },
      to: { path: '^electron/(desktop|browser-shell|cli)/', pathNot: '^electron/$1/' },
    },
    {
      name: 'bundle-stands-alone',
      comment:
        'bundle hands out the built page to both shells; it knows neither the application nor a shell.',
      severity: 'error',
      from: { path: '^electron/bundle/', pathNot: test },
      to: { path: '^electron/(?!bundle/)' },
    },
    {
      name: 'only-the-desktop-imports-electron',
      comment: 'Everything else must run where Electron is absent.',
      severity: 'error',
      from: { pathNot: '^electron/(desktop/|main\\.ts$|preload\\.ts$|e2e/electron-double/)' },
      to: { path: ['^electron$', npm('electron')] },
    },
    {
      name: 'preload-imports-electron-only',
      comment: 'A sandboxed preload can require `electron` and nothing else. Types vanish and are welcome.',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { pathNot: ['^electron$', npm('electron')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-database-imports-sql.js',
      comment: 'One folder knows how SQLite is reached; the rest asks it.',
      severity: 'error',
      from: { pathNot: '^electron/(workbench/database|bench)/' },
      to: { path: npm('sql\\.js'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'extraction-is-pure',
      comment:
        'Text in, proposals out: the same in a worker, in a test and a year later. No file, database, clock or randomness.',
      severity: 'error',
      from: { path: '^electron/workbench/extraction/', pathNot: test },
      to: { path: '^electron/workbench/(?!extraction/)' },
    },
    {
      name: 'extraction-has-no-platform',
      comment: 'See extraction-is-pure. Lexicons are handed in, not read.',
      severity: 'error',
      from: { path: '^electron/workbench/extraction/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-is-not-built-from-its-tests',
      comment: 'Tests, benchmarks and tools are not shipped.',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: [...test, tools] },
      to: { path: [...test, tools] },
    },
    {
      name: 'product-uses-no-devDependency',
      comment: 'What ships must be listed as shipped. Types of a package are no use of it.',
      severity: 'error',
      from: {
        path: '^(electron|renderer|shared)/',
        pathNot: [...test, tools],
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: ['(^|/)node_modules/(electron|@types)(/|$)'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules/\\.cache|out|electron/bench/peers)(/|$)' },
    tsPreCompilationDeps: true,
    // Only what typescript resolves: bundler resolution with explicit extensions.
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
}
