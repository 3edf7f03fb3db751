import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releaseViewSchema } from '../../shared/model/release.ts'
import { factViewSchema } from '../../shared/model/views.ts'
import { jsonLines, rowsOf, run, runWith, samples, start, startIn } from './cli-process.ts'

/** The tool whoever gets a release checks it with. */
const sha256sum = 'sha256sum'

/** A project of the samples with some facts accepted. */
let folder = ''
let project = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beleg-cli-release-'))
  project = join(folder, 'samples.beleg')
  expect(await run('init', project, '--author', 'Åsa Löf')).toMatchObject({ code: 0 })
  expect(await run('import', project, samples)).toMatchObject({ code: 0 })
  const whole = (await rowsOf(factViewSchema, project, 'facts')).filter(({ missing }) => missing.length === 0)
  const commands = [
    ...whole.slice(0, 4).map(({ id }) => ({ id: `a-${id}`, type: 'fact.accept', payload: { factId: id } })),
    { id: 'd', type: 'dataset.create', payload: { name: 'Treffen' } },
  ]
  expect((await runWith(jsonLines(commands), 'apply', project, '-')).code).toBe(0)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('beleg release', () => {
  it('says what is open, freezes only on the word of the person, and writes the same bytes again', async () => {
    const release = (...args: readonly string[]) => run('release', project, '--dataset', 'Treffen', ...args)
    const dry = await release('--dry-run')
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.out).toContain('would be release 1: 4 facts')
    expect(dry.out).toMatch(/\d+ proposals in these articles that nobody decided/)
    const open = await release('--out', join(folder, 'zu-früh'))
    expect(open.code).toBe(1)
    expect(open.err).toContain('something is still open')
    expect(existsSync(join(folder, 'zu-früh'))).toBe(false)
    const first = await release('--despite', '--formats', 'csv-facts,jsonl', '--note', 'Probe', '--no-coder-names', '--out', join(folder, 'eins')) // prettier-ignore
    expect(first).toMatchObject({ code: 0, out: `${join(folder, 'eins')}\n` })
    execFileSync(sha256sum, ['-c', '--quiet', 'SHA256SUMS'], { cwd: join(folder, 'eins') })
    expect(readFileSync(join(folder, 'eins', 'README.md'), 'utf8')).not.toContain('Åsa Löf')
    expect(await release('--write', '1', '--out', join(folder, 'eins.zip'))).toMatchObject({ code: 0 })
    // Elsewhere: another place, day, language and folder; processes of their own, because a language is chosen at the start.
    const elsewhere = (zone: string, language: string, name: string): Promise<number | null> => {
      mkdirSync(join(folder, zone), { recursive: true })
      const surroundings = { TZ: zone, LANG: language, LC_ALL: language }
      return ended(startIn(surroundings, 'release', project, '--dataset', 'Treffen', '--write', '1', '--out', join(folder, zone, name)))
    }
    expect(await elsewhere('Asia/Tokyo', 'de_DE.UTF-8', 'eins')).toBe(0)
    expect(await elsewhere('America/New_York', 'tr_TR.UTF-8', 'eins.zip')).toBe(0)
    expect(bytesOf(join(folder, 'Asia/Tokyo/eins'))).toEqual(bytesOf(join(folder, 'eins')))
    expect(readFileSync(join(folder, 'America/New_York/eins.zip')).equals(readFileSync(join(folder, 'eins.zip')))).toBe(true)
    expect(await release('--write', '9')).toMatchObject({ code: 1 })
    expect(await release('--despite', '--as', '1')).toMatchObject({ code: 2 })
    expect(await release('--formats', 'word')).toMatchObject({ code: 2 })
    expect(await release('--despite', '--out', join(folder, 'eins'))).toMatchObject({ code: 1 })
    const [one, ...others] = await rowsOf(releaseViewSchema, project, 'releases')
    expect(others).toEqual([])
    expect(one).toMatchObject({ version: '1', facts: 4, note: 'Probe', formats: ['csv-facts', 'jsonl'] })
  }) // prettier-ignore
})

/** The exit code of a process. */
const ended = (child: ReturnType<typeof start>): Promise<number | null> =>
  new Promise((resolve) => child.once('close', resolve))

/** Every file of a folder, by name. */
const bytesOf = (parent: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(parent, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(parent, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(parent, name), 'base64')]),
  )

/** A process that freezes and writes is killed once its files begin to appear, or `after` milliseconds behind that. */
async function killedRelease(out: string, after: number): Promise<void> {
  const parts = join(project, 'releases')
  const before = existsSync(parts) ? statSync(parts).mtimeMs : 0
  const child = start('release', project, '--dataset', 'Treffen', '--despite', '--out', out)
  const gone = ended(child)
  const begun = (): boolean => existsSync(parts) && statSync(parts).mtimeMs > before
  while (child.exitCode === null && !begun()) await new Promise((resolve) => setTimeout(resolve, 2))
  await new Promise((resolve) => setTimeout(resolve, after))
  child.kill('SIGKILL')
  await gone
}

describe('a release that is killed on its way', () => {
  it('is there whole or not at all, and so is what was written of it; nothing acknowledged is lost', async () => {
    const facts = (await rowsOf(factViewSchema, project, 'facts')).filter(({ state }) => state === 'accepted')
    const known = (await rowsOf(releaseViewSchema, project, 'releases')).length
    for (const [at, after] of [0, 8, 40].entries()) {
      const out = join(folder, `kill-${String(at)}`)
      await killedRelease(out, after)
      // A folder is put in its place at once: it is whole where it is there.
      if (existsSync(out)) execFileSync(sha256sum, ['-c', '--quiet', 'SHA256SUMS'], { cwd: out })
      const releases = await rowsOf(releaseViewSchema, project, 'releases')
      expect(releases.map(({ number }) => number)).toEqual(releases.map((_, index) => index + 1))
      // Every release that is named can be written, with checksums that hold.
      const last = releases.at(-1)
      if (last !== undefined) {
        const again = join(folder, `again-${String(at)}`)
        expect(
          await run('release', project, '--dataset', 'Treffen', '--write', last.version, '--out', again),
        ).toMatchObject({ code: 0 })
        execFileSync(sha256sum, ['-c', '--quiet', 'SHA256SUMS'], { cwd: again })
      }
      expect(await run('verify', project)).toMatchObject({ code: 0 })
    }
    const still = (await rowsOf(factViewSchema, project, 'facts')).filter(({ state }) => state === 'accepted')
    expect(still).toEqual(facts)
    // The next one is numbered as if nothing had been, and leaves no file that nothing names.
    expect(
      await run('release', project, '--dataset', 'Treffen', '--despite', '--out', join(folder, 'danach')),
    ).toMatchObject({ code: 0 })
    const all = await rowsOf(releaseViewSchema, project, 'releases')
    expect(all.length).toBeGreaterThan(known)
    expect(
      readdirSync(join(project, 'releases'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.tmp'),
      ),
    ).toEqual([])
  })
})
