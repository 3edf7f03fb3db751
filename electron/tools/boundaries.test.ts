import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import configuration from '../../.dependency-cruiser.mjs'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'beleg-boundaries-')))

/** One import that must not be, for each rule. */
const breaches: Readonly<Record<string, readonly [file: string, code: string]>> = {
  'no-circular': ['shared/a.ts', "import './b.ts'"],
  'no-unresolvable': ['shared/lost.ts', "import './nowhere.ts'"],
  'shared-stands-alone': ['shared/up.ts', "import '../electron/bundle/ok.ts'"],
  'shared-has-no-platform': ['shared/fs.ts', "import 'node:fs'"],
  'renderer-imports-shared-only': ['renderer/up.ts', "import '../electron/bundle/ok.ts'"],
  'renderer-has-no-node': ['renderer/fs.ts', "import 'node:fs'"],
  'main-side-has-no-page': ['electron/bundle/page.ts', "import '../../renderer/ok.ts'"],
  'workbench-knows-no-shell': ['electron/workbench/shell.ts', "import '../desktop/ok.ts'"],
  'workbench-knows-no-http': ['electron/workbench/http.ts', "import 'node:http'"],
  'shells-do-not-share-a-wall': ['electron/cli/wall.ts', "import '../desktop/ok.ts'"],
  'bundle-stands-alone': ['electron/bundle/workbench.ts', "import '../workbench/ok.ts'"],
  'only-the-desktop-imports-electron': ['electron/cli/electron.ts', "import 'electron'"],
  'preload-imports-electron-only': ['electron/preload.ts', "import '../shared/ok.ts'"],
  'only-the-database-imports-sql.js': ['electron/workbench/sql.ts', "import 'sql.js'"],
  'extraction-is-pure': ['electron/workbench/extraction/store.ts', "import '../ok.ts'"],
  'extraction-has-no-platform': ['electron/workbench/extraction/fs.ts', "import 'node:fs'"],
  'product-is-not-built-from-its-tests': ['electron/workbench/tools.ts', "import '../tools/ok.mjs'"],
  'product-uses-no-devDependency': ['electron/workbench/dev.ts', "import 'vite'"],
}

/** Imports that are allowed and look like the ones that are not. */
const allowed: Readonly<Record<string, string>> = {
  'shared/ok.ts': "import 'zod'",
  'shared/b.ts': "import './a.ts'",
  'renderer/ok.ts': "import '../shared/ok.ts'; import 'react'",
  'electron/bundle/ok.ts': "import '../../shared/ok.ts'",
  'electron/workbench/ok.ts': "import 'node:fs'; import '../../shared/ok.ts'",
  'electron/workbench/ok.test.ts': "import 'vite'; import '../tools/ok.mjs'",
  'electron/workbench/database/ok.ts': "import 'sql.js'",
  'electron/workbench/extraction/ok.ts': "import '../../../shared/ok.ts'",
  'electron/desktop/ok.ts': "import 'electron'; import '../workbench/ok.ts'; import '../bundle/ok.ts'",
  'electron/tools/ok.mjs': "import 'vite'",
  'electron/workbench/extraction/words-for-tests.ts': "import 'node:fs'",
  'electron/cli/verbs/serve.ts': "import '../../browser-shell/ok.ts'",
  'electron/browser-shell/ok.ts': "import 'node:http'",
}

const packages = { dependencies: ['zod', 'react', 'sql.js'], devDependencies: ['electron', 'vite'] }

function put(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

let found: readonly (readonly [rule: string, file: string])[] = []

beforeAll(async () => {
  for (const [file, code] of Object.entries(allowed)) put(file, `${code}\n`)
  for (const [file, code] of Object.values(breaches)) put(file, `${code}\n`)
  for (const name of [...packages.dependencies, ...packages.devDependencies]) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    put(`node_modules/${name}/index.js`, '')
  }
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']))
  put(
    'package.json',
    JSON.stringify({
      dependencies: versions(packages.dependencies),
      devDependencies: versions(packages.devDependencies),
    }),
  )
  put('tsconfig.base.json', '{}')
  const { options, forbidden } = configuration
  const result = await cruise(
    ['electron', 'renderer', 'shared'],
    {
      ...(options as ICruiseOptions),
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden },
    } as ICruiseOptions,
    { ...options.enhancedResolveOptions, extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  )
  if (typeof result.output === 'string') throw new Error('no result object')
  found = result.output.summary.violations.map(({ rule, from }) => [rule.name, from] as const)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the boundaries between rooms', () => {
  it.each(Object.entries(breaches))('%s refuses the import it is there for', (rule, [file]) => {
    expect(found.filter(([name]) => name === rule).map(([, from]) => from)).toContain(file)
  })

  it('have a breach for every rule', () => {
    expect(Object.keys(breaches)).toEqual(configuration.forbidden.map(({ name }) => name))
  })

  it('refuse nothing that is allowed', () => {
    expect(
      found.filter(([rule, file]) => file in allowed && !(rule === 'no-circular' && file === 'shared/b.ts')),
    ).toEqual([])
  })
})
