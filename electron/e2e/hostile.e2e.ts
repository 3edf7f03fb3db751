import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { attack } from './electron-double/attack.ts'
import { hostileSteps } from './electron-double/hostile.ts'
import { callChannel, folderOfOneArticle, withDouble } from './harness/index.ts'

/** `npm run test:hostile -- --seed 7 --count 10000` sets these; the gate runs fewer. */
const seed = Number(process.env['BELEG_HOSTILE_SEED'] ?? 1)
const count = Number(process.env['BELEG_HOSTILE_COUNT'] ?? 1000)
const resultFile = process.env['BELEG_HOSTILE_RESULT']

/** Every file below a folder with the hash of its bytes. */
function bytesOf(folder: string, without: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !without.test(name) && statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )
}

describe('a hostile page', () => {
  it(`gets nothing done: ${String(count)} calls of seed ${String(seed)} are refused, written down, and change nothing`, async () => {
    await withDouble(
      async ({ page, home, double }) => {
        const idle = async (): Promise<boolean> => {
          const status = await callChannel(page, 'project.status', {})
          const jobs = await callChannel(page, 'jobs.list', {})
          return (
            status.ok &&
            status.value?.articles === 1 &&
            jobs.ok &&
            jobs.value.every(({ state }) => state !== 'running')
          )
        }
        await expect.poll(idle).toBe(true)
        const address = page.url()
        const project = join(home.folder, 'Artikel.beleg')
        const own = join(home.folder, 'config', 'Beleg')
        const standing = async () => ({
          status: await callChannel(page, 'project.status', {}),
          preferences: await callChannel(page, 'app.preferences', {}),
          project: bytesOf(project, /^\./),
          own: bytesOf(own, /^double-profile/),
          home: readdirSync(home.folder).sort(),
          documents: readdirSync(join(home.folder, 'Documents')),
        })
        const before = await standing()

        const started = Date.now()
        const outcomes = await attack(double(), page, hostileSteps(seed, count))
        const milliseconds = Date.now() - started

        const through = outcomes.filter(({ refused }) => !refused)
        const tally = (key: (one: (typeof outcomes)[number]) => string): Record<string, number> => {
          const counted: Record<string, number> = {}
          for (const one of outcomes) counted[key(one)] = (counted[key(one)] ?? 0) + 1
          return counted
        }
        const navigations = double().all('will-navigate')
        const result = {
          seed,
          count: outcomes.length,
          refused: outcomes.length - through.length,
          through: through.slice(0, 20),
          byDoor: tally(({ step }) => (step.door === 'page' ? `page ${step.act}` : step.door)),
          byRefusal: tally(({ with: reason }) => reason.split(':')[0] ?? ''),
          navigations: {
            asked: navigations.length,
            allowed: navigations.filter(({ prevented }) => !prevented).length,
          },
          milliseconds,
        }
        if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify(result, null, 2))

        expect(through, 'calls that went through').toEqual([])
        expect(outcomes).toHaveLength(count)
        expect(result.navigations.allowed).toBe(0)
        expect(double().all('open-external')).toEqual([])
        expect(double().all('window')).toHaveLength(1)
        expect(page.url()).toBe(address)
        expect(await standing()).toEqual(before)
        expect(await callChannel(page, 'project.verify', {})).toMatchObject({ ok: true, value: { ok: true } })
        // Written down, but not so that it fills a disk. Standard error comes on a way of its own.
        await expect
          .poll(
            () =>
              (
                double()
                  .output()
                  .match(/^Refused: /gm) ?? []
              ).length,
          )
          .toBeGreaterThanOrEqual(100)
        const lines =
          double()
            .output()
            .match(/^Refused: .*/gm) ?? []
        expect(lines.length).toBeLessThan(100 + count / 500)
      },
      { prepare: folderOfOneArticle, expected: [/./] },
    )
  })
})
