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

export default defineConfig({
  test: {
    reporters: ['default', from('electron/tools/hosts-report.mjs')],
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{electron,shared}/**/*.test.ts'],
          exclude: ['electron/bench/peers/**', '**/node_modules/**'],
          globalSetup: from('electron/tools/prepare-tests.mjs'),
          // Opening a project starts worker threads and syncs to disk; a busy machine needs patience, not retries.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: patienceMs } },
          maxWorkers: everyCore,
          env: { TZ: 'UTC' },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          testTimeout: 300_000,
          maxWorkers: everyCore,
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
          // Each file starts a program and a browser of its own; two cores carry no more than two.
          maxWorkers: 2,
        },
      })),
    ],
  },
})
