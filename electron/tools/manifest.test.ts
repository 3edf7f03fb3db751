import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const versions = z.record(z.string(), z.string())
const manifest = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ optionalDependencies: versions.optional(), resolved: z.string().optional() }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))

/** Whether the lock holds a package where Node would look for it from another one. */
function held(name: string, from: string): boolean {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true
    if (!at.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

describe('the packages', () => {
  it('are pinned exactly, so that everybody runs the same', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    }
  })

  it('can be installed by npm ci on every platform: the lock names the binaries of all of them', () => {
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !held(name, from))
        .map((name) => `${name} for ${from}`),
    )
    expect(missing).toEqual([])
  })

  it('come from whichever registry the person uses: the lock names none', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })
})
