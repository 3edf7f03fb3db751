import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate/browser'
import { describe, expect, it } from 'vitest'
import { outdatedBackups, restoreBackup } from './backups.ts'
import { realFiles } from './files.ts'
import { faultyFiles } from './testing/faulty-files.ts'
import { addEntity, entityLabels, meta, newProject, openTest, testSqlite } from './testing/workbench.ts'

const restore = (backup: string, root: string): void => {
  restoreBackup(realFiles, testSqlite, backup, root)
}

describe('a backup', () => {
  it('is restored into a new folder with everything, history and undo included', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const [sha = ''] = engine.folder.texts.putMany([{ bytes: Buffer.from('Ein Satz über Nordland.') }])
    engine.folder.originals.put(Buffer.from('<p>Ein Satz</p>'), '.html')
    engine.transact(meta(), addEntity('e1', 'Ada'))
    engine.transact(meta({ payload: 'x'.repeat(300_000) }), addEntity('e2'))
    const { name, revision } = engine.backup('2026-11-22T10:00:00.000Z')
    expect([name, revision]).toEqual(['2026-11-22-00000002.zip', 2])
    engine.transact(meta(), addEntity('later'))

    restore(join(root, 'backups', name), `${root}-restored`)
    const copy = openTest(`${root}-restored`).engine
    expect(entityLabels(copy)).toEqual({ e1: 'Ada', e2: 'e2' })
    expect(Buffer.from(copy.folder.texts.get(sha)).toString()).toBe('Ein Satz über Nordland.')
    expect(copy.verify()).toMatchObject({ ok: true, checked: { texts: 1, originals: 1, batches: 1 } })
    copy.undo(meta())
    expect(entityLabels(copy)).toEqual({ e1: 'Ada' })
  })

  it('keeps the newest of the last seven days and six months', () => {
    const name = (day: string, revision = 1): string => `${day}-${String(revision).padStart(8, '0')}.zip`
    const days = Array.from({ length: 9 }, (_, n) => name(`2026-11-${String(n + 10)}`))
    const months = ['04', '05', '06', '07', '08', '09', '10'].map((month) => name(`2026-${month}-03`))
    const twice = [name('2026-11-18', 7)]
    expect(outdatedBackups([...months, ...days, ...twice, 'mine.zip'])).toEqual([
      name('2026-04-03'),
      name('2026-05-03'),
      name('2026-11-10'),
      name('2026-11-11'),
      name('2026-11-18', 1),
    ])
  })

  it('that is damaged or foreign is refused with a reason, and no project is made of it', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    engine.folder.texts.put(Buffer.from('Wort für Wort ein Text.'))
    const path = join(root, 'backups', engine.backup('2026-11-22T10:00:00.000Z').name)
    const good = readFileSync(path)
    const bad = join(root, 'bad.zip')
    for (let at = 0; at < good.length; at += Math.ceil(good.length / 40)) {
      const bytes = Buffer.from(good)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      writeFileSync(bad, bytes)
      const target = `${root}-bad-${String(at)}`
      try {
        restore(bad, target)
      } catch (error) {
        expect(error, `byte ${String(at)}`).toMatchObject({ code: 'backup.unreadable' })
        expect(existsSync(join(target, 'project.json'))).toBe(false)
        continue
      }
      // A flipped byte in what the zip says about times and the like changes nothing.
      expect(entityLabels(openTest(target).engine)).toEqual({ e1: 'e1' })
      expect(openTest(target).engine.verify().ok).toBe(true)
    }
    for (const bytes of [
      good.subarray(0, good.length / 2),
      Buffer.from('no zip'),
      zipSync({ '../x': strToU8('x') }),
    ]) {
      writeFileSync(bad, bytes)
      expect(() => { restore(bad, `${root}-none`) }).toThrow(expect.objectContaining({ code: 'backup.unreadable' })) // prettier-ignore
    }
    expect(() => { restore(path, root) }).toThrow(expect.objectContaining({ code: 'project.exists' })) // prettier-ignore
  })

  it('with a byte that fell over where nothing else would show it is refused, and the file named', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const made = readFileSync(join(root, 'backups', engine.backup('2026-11-22T10:00:00.000Z').name))
    // Not packed, so that what is changed is still a project by its looks: another language.
    const stored = Buffer.from(zipSync(unzipSync(made), { level: 0 }))
    const at = stored.indexOf('"language": "') + '"language": "'.length
    stored.write(stored.toString('latin1', at, at + 2) === 'de' ? 'en' : 'de', at)
    const bad = join(root, 'bad.zip')
    writeFileSync(bad, stored)
    expect(() => { restore(bad, `${root}-bad`) }).toThrow(expect.objectContaining({ code: 'backup.unreadable', detail: { path: bad, reason: '“project.json” is damaged' } })) // prettier-ignore
    expect(existsSync(`${root}-bad`)).toBe(false)
  })

  it.each(['open', 'write', 'fsync', 'rename', 'fsyncFolder'] as const)(
    'whose %s fails leaves the older ones and the project as they are',
    (failing) => {
      const root = newProject()
      const fs = faultyFiles()
      const { engine } = openTest(root, { fs })
      engine.transact(meta(), addEntity('e1'))
      engine.backup('2026-11-21T10:00:00.000Z')
      engine.transact(meta(), addEntity('e2'))
      fs.fault = (operation) => (operation === failing ? 'ENOSPC' : undefined)
      expect(() => engine.backup('2026-11-22T10:00:00.000Z')).toThrow(
        expect.objectContaining({ code: 'disk.full' }),
      )
      fs.fault = () => undefined
      expect(readdirSync(join(root, 'backups'))).toContain('2026-11-21-00000001.zip')
      expect(readdirSync(join(root, 'backups')).filter((name) => name.endsWith('.tmp'))).toEqual([])
      expect(engine.transact(meta(), addEntity('e3')).seq).toBe(3)
    },
  )
})
