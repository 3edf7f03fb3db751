import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { hosts, patienceMs, testFiles } from './electron/e2e/hosts.mjs'

const from = (path: string): string => join(import.meta.dirname, path)

// A bare require('electron') would try to fetch the runtime. Decisions are tested without it;
// what imports it gets a double that throws on anything it does not imitate.
const alias = { electron: from('electron/desktop/electron-in-tests.ts') }

// One fewer, as is usual, would leave half of a machine of two cores idle.
const everyCore = Math.max(2, availableParallelism() - 1)

/** Tests that put something in a module's place: each has the modules to itself. */
const replacing = readdirSync(from('electron'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `electron/${file.replaceAll('\\', '/')}`)
  .filter((file) => readFileSync(from(file), 'utf8').includes('vi.mock('))
const notTests = ['electron/bench/peers/**', '**/node_modules/**']

const unit = {
  environment: 'node',
  globalSetup: from('electron/tools/prepare-tests.mjs'),
  // Opening a project starts worker threads and syncs to disk; a busy machine needs patience, not retries.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: patienceMs } },
  maxWorkers: everyCore,
  env: { TZ: 'UTC' },
} as const

export default defineConfig({
  test: {
    reporters: ['default', from('electron/tools/hosts-report.mjs')],
    projects: [
      {
        resolve: { alias },
        test: {
          ...unit,
          name: 'unit',
          include: ['{electron,shared}/**/*.test.ts'],
          exclude: [...notTests, ...replacing],
          // Loading the modules anew for each file would take a third of all the time.
          isolate: false,
        },
      },
      { resolve: { alias }, test: { ...unit, name: 'unit-alone', include: replacing, exclude: notTests } },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          testTimeout: 300_000,
          maxWorkers: everyCore,
          isolate: false,
        },
      },
      ...hosts.map((host) => ({
        test: {
          name: host.project,
          environment: 'node' as const,
          // None where the host cannot run here; the last line of a run says why.
          include: testFiles(host).length === 0 ? ['none'] : [...testFiles(host)],
          globalSetup: from('electron/e2e/harness/prepare.ts'),
          provide: { host: host.host },
          // What a person would wait for is waited for; how long it takes is no promise of a test. A machine that is
          // shared can be ten times slower than its owner believes.
          testTimeout: 900_000,
          hookTimeout: 900_000,
          expect: { poll: { timeout: patienceMs } },
          isolate: false,
          // Each file starts a program and a browser of its own; two cores carry no more than two.
          maxWorkers: 2,
        },
      })),
    ],
  },
})
