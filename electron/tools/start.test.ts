import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findRuntime, runtimeFault } from './electron-runtime.mjs'
import { packagingRuntime } from './package.mjs'
import { runElectron, runtime, type Surroundings } from './start.mjs'

const folder = mkdtempSync(join(tmpdir(), 'beleg-start-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A stand-in for the package electron with a runtime of a version, or as much of one as there is. */
function standIn(name: string, parts: { readonly version?: string; readonly executable?: string }): string {
  const own = join(folder, name)
  mkdirSync(join(own, 'dist'), { recursive: true })
  if (parts.version !== undefined) writeFileSync(join(own, 'dist', 'version'), parts.version)
  if (parts.executable !== undefined) {
    writeFileSync(join(own, 'dist', 'electron'), parts.executable, { mode: 0o755 })
  }
  return own
}

const script = (code: string): string => `#!${process.execPath}\n${code}\n`
const whole = standIn('whole', { version: '45.4.1', executable: script('') })

/** Runs the search for a runtime with stand-ins; what it said is one sentence a line. */
async function look(own: string, changed: Partial<Surroundings> = {}, wanted = { fetch: false }) {
  const said: string[] = []
  const found = await runtime(wanted, {
    platform: 'linux',
    env: { DISPLAY: ':99' },
    user: 1000,
    find: (env) => findRuntime(env, 'linux', own),
    fault: (executable) => runtimeFault(executable, '45.4.1'),
    lately: () => undefined,
    fetch: () => Promise.resolve({ ok: false, reason: 'ECONNREFUSED' }),
    say: (line) => said.push(line),
    ...changed,
  })
  return { found, said }
}

describe.skipIf(process.platform === 'win32')(
  'npm start finds (skipped on Windows: scripts stand in for Electron)',
  () => {
    it('the runtime that is there, and says nothing about it', async () => {
      expect(await look(whole)).toEqual({ found: join(whole, 'dist', 'electron'), said: [] })
    })

    it('none, and none to be had: one sentence, and the browser', async () => {
      const { found, said } = await look(standIn('absent', {}))
      expect(found).toBeUndefined()
      expect(said.at(-1)).toMatch(/could not be fetched \(ECONNREFUSED\), so Beleg opens in the browser\.$/)
    })

    it('none, fetched at once', async () => {
      const own = standIn('fetched', {})
      const { found } = await look(own, {
        fetch: () => {
          standIn('fetched', { version: '45.4.1', executable: script('') })
          return Promise.resolve({ ok: true })
        },
      })
      expect(found).toBe(join(own, 'dist', 'electron'))
    })

    it('none, blocked within the last day: it is not tried again, unless asked', async () => {
      const tried: string[] = []
      const blocked: Partial<Surroundings> = {
        lately: () => 'no byte in 15 s',
        fetch: () => {
          tried.push('fetch')
          return Promise.resolve({ ok: false, reason: 'no byte in 15 s' })
        },
      }
      const { said } = await look(standIn('blocked', {}), blocked)
      expect(said).toHaveLength(1)
      expect(said[0]).toContain('no byte in 15 s; --fetch tries again')
      await look(standIn('blocked', {}), blocked, { fetch: true })
      expect(tried).toEqual(['fetch'])
    })

    it('half of one: it is fetched anew, and the browser opens where that fails', async () => {
      for (const [name, parts] of [
        ['empty', { version: '45.4.1', executable: '' }],
        ['unversioned', { executable: script('') }],
      ] as const) {
        const { found, said } = await look(standIn(name, parts))
        expect(found).toBeUndefined()
        expect(said[0]).toContain('cannot be used (incomplete)')
        expect(said.at(-1)).toContain('opens in the browser')
      }
      const still = await look(standIn('still half', {}), { fetch: () => Promise.resolve({ ok: true }) })
      expect(still.found).toBeUndefined()
      expect(still.said.at(-1)).toContain('(incomplete), so Beleg opens in the browser')
    })

    it('one of another version: not used', async () => {
      const other = standIn('other', { version: 'v44.0.0', executable: script('') })
      expect((await look(other)).said[0]).toContain('version 44.0.0 instead of 45.4.1')
      const named = await look(whole, {
        env: { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: join(other, 'dist') },
      })
      expect(named).toEqual({ found: undefined, said: [expect.stringContaining('named in the environment')] })
    })

    it('one that may not be run', async () => {
      const own = standIn('no right', { version: '45.4.1', executable: script('') })
      chmodSync(join(own, 'dist', 'electron'), 0o644)
      expect((await look(own)).said[0]).toContain('not executable')
    })

    it('no display, or root: one sentence, and the browser', async () => {
      expect(await look(whole, { env: {} })).toEqual({
        found: undefined,
        said: ['There is no display here, so Beleg is served to a browser.'],
      })
      expect((await look(whole, { user: 0 })).said).toEqual([
        expect.stringContaining('does not work for root'),
      ])
      expect((await look(whole, { platform: 'darwin', env: {}, user: 0 })).said).not.toContainEqual(
        expect.stringContaining('display'),
      )
    })

    it('a runtime that fails at once: one sentence, and the browser; one that ran is not started twice', async () => {
      const said: string[] = []
      const run = (code: string) =>
        runElectron(
          join(standIn('run', { executable: script(code) }), 'dist', 'electron'),
          undefined,
          (line) => said.push(line),
        )
      expect(await run('process.exit(0)')).toBe(0)
      expect(said).toEqual([])
      expect(await run('process.exit(127)')).toBeUndefined()
      expect(said).toEqual([expect.stringMatching(/did not start \(127\), so Beleg opens in the browser\.$/)])
      expect(await runElectron(join(folder, 'nowhere'), undefined, (line) => said.push(line))).toBeUndefined()
      expect(said.at(-1)).toContain('ENOENT')
    })
  },
)

describe.skipIf(process.platform !== 'linux')(
  'npm run package (skipped elsewhere: stand-ins are laid out as on Linux)',
  () => {
    it('says in one sentence what is missing', () => {
      expect(packagingRuntime({}, standIn('no runtime', {}))).toEqual({
        missing: expect.stringMatching(
          /^Nothing was packaged: the Electron runtime is not on this machine;[^.]*\.$/,
        ) as string,
      })
      expect(
        packagingRuntime({}, standIn('old runtime', { version: '40.0.0', executable: script('') })),
      ).toEqual({
        missing: expect.stringContaining('version 40.0.0') as string,
      })
      expect(packagingRuntime({}, whole)).toEqual({ runtime: join(whole, 'dist') })
    })
  },
)
