import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fetchRuntime, findRuntime } from './electron-runtime.mjs'
import { sameTimes, sourceContent, sourceTimes } from './freshness.mjs'
import { withLock } from './lock-file.mjs'
import { callersFolder, root } from './paths.mjs'
import { parse } from './start.mjs'
import { terminalLanguage } from './words.mjs'

const folder = mkdtempSync(join(tmpdir(), 'beleg-tools-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the build is made anew', () => {
  const tree = join(folder, 'tree')
  mkdirSync(join(tree, 'electron', 'e2e'), { recursive: true })
  mkdirSync(join(tree, 'shared'))
  mkdirSync(join(tree, 'resources'))
  writeFileSync(join(tree, 'electron', 'main.ts'), 'export {}')
  writeFileSync(join(tree, 'shared', 'errors.ts'), 'export const a = 1')
  const before = sourceTimes(tree)
  const content = sourceContent(tree, before)

  it('when a source changes, appears or goes, though its size and place stay', () => {
    writeFileSync(join(tree, 'shared', 'errors.ts'), 'export const a = 2')
    expect(sameTimes(before, sourceTimes(tree))).toBe(false)
    expect(sourceContent(tree, sourceTimes(tree))).not.toBe(content)
    writeFileSync(join(tree, 'shared', 'errors.ts'), 'export const a = 1')
    writeFileSync(join(tree, 'shared', 'new.ts'), '')
    expect(sourceContent(tree, sourceTimes(tree))).not.toBe(content)
    rmSync(join(tree, 'shared', 'new.ts'))
    expect(sourceContent(tree, sourceTimes(tree))).toBe(content)
  })

  it('not when only a test, a note or the wasm it puts there itself changes', () => {
    const now = sourceTimes(tree)
    for (const name of [
      'electron/main.test.ts',
      'electron/e2e/a.ts',
      'shared/README.md',
      'resources/sql-wasm.wasm',
    ]) {
      writeFileSync(join(tree, name), 'x')
    }
    expect(sameTimes(now, sourceTimes(tree))).toBe(true)
  })

  it('not when a checkout only touched the times', () => {
    utimesSync(join(tree, 'electron', 'main.ts'), 1, 1)
    expect(sameTimes(before, sourceTimes(tree))).toBe(false)
    expect(sourceContent(tree, sourceTimes(tree))).toBe(content)
  })
})

describe('two builds at once', () => {
  it('wait for each other', async () => {
    const lock = join(folder, 'a.lock')
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 30))
      inside--
    }
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)])
    expect(most).toBe(1)
  })

  it('do not wait for one that died', async () => {
    const lock = join(folder, 'b.lock')
    const dead = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => dead.once('exit', resolve))
    writeFileSync(lock, String(dead.pid))
    await expect(withLock(lock, () => 'done', { seconds: 2 })).resolves.toBe('done')
  })

  it('say that they wait, and give up in the end', async () => {
    const lock = join(folder, 'c.lock')
    writeFileSync(lock, String(process.pid))
    let said = 0
    await expect(withLock(lock, () => 'done', { seconds: 0.3, waiting: () => said++ })).rejects.toThrow(
      'locked',
    )
    expect(said).toBe(1)
  })

  it('free the lock though the work fails', async () => {
    const lock = join(folder, 'd.lock')
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(withLock(lock, () => 'done', { seconds: 1 })).resolves.toBe('done')
  })
})

describe('the Electron runtime', () => {
  const own = join(folder, 'electron')
  const record = join(folder, 'fetch.json')
  mkdirSync(join(own, 'dist'), { recursive: true })

  it('is looked for where the person says, then where npm put it, and never fetched for that', () => {
    expect(findRuntime({}, 'linux', own)).toBeUndefined()
    writeFileSync(join(own, 'dist', 'electron'), '')
    expect(findRuntime({}, 'linux', own)).toBe(join(own, 'dist', 'electron'))
    const other = join(folder, 'other')
    mkdirSync(other)
    expect(findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: other }, 'linux', own)).toBe(
      join(own, 'dist', 'electron'),
    )
    writeFileSync(join(other, 'electron.exe'), '')
    expect(findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: other }, 'win32', own)).toBe(
      join(other, 'electron.exe'),
    )
    expect(findRuntime({ ELECTRON_EXEC_PATH: process.execPath }, 'linux', own)).toBe(process.execPath)
  })

  it('is given up when no byte arrives, and not before', async () => {
    const silent = join(folder, 'silent.cjs')
    writeFileSync(silent, 'setTimeout(() => {}, 60000)')
    const started = Date.now()
    const fetched = await fetchRuntime({ progress: () => {}, patienceMs: 600, script: silent, record })
    expect(fetched.ok).toBe(false)
    expect(Date.now() - started).toBeLessThan(50_000)

    const slow = join(folder, 'slow.cjs')
    writeFileSync(
      slow,
      `const fs = require('node:fs'), f = require('node:path').join(require('node:os').tmpdir(), 'part')
       let n = 0; const t = setInterval(() => { fs.appendFileSync(f, 'x'.repeat(1000)); if (++n === 8) { clearInterval(t) } }, 200)`,
    )
    const seen: number[] = []
    const done = await fetchRuntime({
      progress: (bytes) => seen.push(bytes),
      patienceMs: 1200,
      script: slow,
      record,
    })
    expect(done).toEqual({ ok: true })
    expect(Math.max(...seen)).toBeGreaterThanOrEqual(4000)
  })

  it('is not fetched where the network refuses, which is said in a word', async () => {
    const refused = join(folder, 'refused.cjs')
    writeFileSync(refused, `console.error('TypeError: fetch failed ECONNREFUSED'); process.exit(1)`)
    const fetched = await fetchRuntime({ progress: () => {}, script: refused, record })
    expect(fetched).toEqual({ ok: false, reason: 'fetch failed' })
  })
})

describe('npm start', () => {
  it('takes a folder relative to where the person stands, not to the program', () => {
    mkdirSync(join(folder, 'Artikel'))
    expect(parse(['Artikel'], folder)).toEqual({
      browser: false,
      fetch: false,
      folder: join(folder, 'Artikel'),
    })
    const npm = { npm_package_json: join(root, 'package.json'), INIT_CWD: folder }
    expect(callersFolder(npm, root)).toBe(folder)
    expect(callersFolder({ ...npm, npm_package_json: '/other/package.json' }, root)).toBe(root)
    expect(callersFolder(npm, folder)).toBe(folder)
  })

  it('says what it does not understand instead of guessing', () => {
    expect(parse(['nirgends'], folder)).toHaveProperty('problem')
    expect(parse(['--brwser'], folder)).toHaveProperty('problem')
    expect(parse(['Artikel', 'Artikel'], folder)).toHaveProperty('problem')
    expect(parse(['--browser'], folder)).toEqual({ browser: true, fetch: false, folder: undefined })
    expect(parse(['x', '--help'], folder)).toEqual({ help: true })
  })

  it('speaks German where the terminal does', () => {
    expect(terminalLanguage({ LANG: 'de_AT.UTF-8' })).toBe('de')
    expect(terminalLanguage({ LANG: 'de_DE.UTF-8', LC_ALL: 'en_US.UTF-8' })).toBe('en')
    expect(terminalLanguage({ LANG: 'fr_FR' })).toBe('en')
  })
})

describe('every tool', () => {
  it('explains itself with --help, to stdout and with success', async () => {
    for (const tool of ['build', 'start', 'test']) {
      const child = spawn(process.execPath, [join(root, 'electron', 'tools', `${tool}.mjs`), '--help'])
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      const code = await new Promise((resolve) => child.once('close', resolve))
      expect([code, said], tool).toEqual([0, expect.stringMatching(/--help/)])
    }
  })
})
