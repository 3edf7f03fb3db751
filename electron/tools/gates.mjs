import { join } from 'node:path'
import { hosts } from '../e2e/hosts.mjs'
import { root } from './paths.mjs'

/**
 * One gate of `npm test`.
 * @typedef {object} Gate
 * @property {string} name
 * @property {string} promise what a pass means
 * @property {readonly (readonly string[])[]} commands each a Node script with its arguments; each is one check
 * @property {boolean} [counts] whether the script is vitest, whose tests are counted one by one
 * @property {number} cores it keeps busy
 */

/** @param {string[]} parts */
const bin = (...parts) => join(root, 'node_modules', ...parts)
const tsc = bin('typescript', 'bin', 'tsc')
const vitest = bin('vitest', 'vitest.mjs')
const reporters = ['--reporter=default', `--reporter=${join(root, 'electron', 'tools', 'vitest-report.mjs')}`]

/** @type {readonly Gate[]} */
export const gates = [
  {
    name: 'build',
    promise: 'the program builds',
    commands: [[join(root, 'electron', 'tools', 'build.mjs')]],
    cores: 1,
  },
  {
    name: 'kill',
    promise: 'what was answered survives kill -9, a full disk and a read-only folder',
    commands: [
      [
        bin('tsx', 'dist', 'cli.mjs'),
        join(root, 'electron', 'tools', 'proofs', 'test-kill.ts'),
        '--count',
        '50',
      ],
    ],
    cores: 1,
  },
  {
    name: 'types',
    promise: 'each environment type-checks by itself',
    commands: ['shared', 'electron', 'electron/e2e', 'renderer'].map((folder) => [
      tsc,
      '--noEmit',
      '-p',
      folder,
    ]),
    cores: 1,
  },
  {
    name: 'lint',
    promise: 'strict rules hold, react-hooks included',
    commands: [[bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.']],
    cores: 1,
  },
  {
    name: 'format',
    promise: 'every file is formatted alike',
    commands: [[bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
    cores: 1,
  },
  {
    name: 'boundaries',
    promise: 'rooms import only what they may',
    commands: [
      [
        bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
        '--config=.dependency-cruiser.mjs',
        'electron',
        'renderer',
        'shared',
      ],
    ],
    cores: 1,
  },
  {
    name: 'unused',
    promise: 'no file, export or package lies about unused',
    commands: [[bin('knip', 'bin', 'knip.js'), '--no-progress']],
    cores: 1,
  },
  {
    name: 'duplicates',
    promise: 'nothing is written twice',
    commands: [[bin('jscpd', 'run-jscpd.js'), '--config=.jscpd.json']],
    cores: 1,
  },
  {
    name: 'unit',
    promise: 'the parts do what their tests promise',
    commands: [[vitest, 'run', '--project=unit', '--project=unit-alone', '--project=renderer', ...reporters]],
    counts: true,
    cores: 2,
  },
  {
    name: 'e2e',
    promise: 'the built program does what a person does with it',
    commands: [
      [
        vitest,
        'run',
        ...hosts.map(({ project }) => `--project=${project}`),
        ...reporters,
        `--reporter=${join(root, 'electron', 'tools', 'hosts-report.mjs')}`,
      ],
    ],
    counts: true,
    cores: 2,
  },
]
