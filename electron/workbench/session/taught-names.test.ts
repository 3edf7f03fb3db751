import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { MentionView } from '../../../shared/model/views.ts'
import { createProject, openSession } from '../open-session.ts'

const root = mkdtempSync(join(tmpdir(), 'beleg-taught-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('a short name that a coder gave to a person', () => {
  it('means that person in articles to come and in those read again, until somebody else bears it', async () => {
    await createProject(join(root, 'given'), { name: 'Test', language: 'de' })
    const session = await openSession(join(root, 'given'), { author: 'Ada', quiet: true })
    let serial = 0
    const read = async (text: string): Promise<string> => {
      const path = join(root, `g${String(++serial)}.txt`)
      writeFileSync(path, text)
      return (await session.importPaths([path], { extract: true })).report[0]?.articleId ?? ''
    }
    const linked = async (articleId: string): Promise<string | null | undefined> =>
      (await session.query('articles.open', { articleId })).mentions.find(({ surface }) => surface === 'Quarlo')?.entityId
    try {
      const first = await read('Präsident Quirin Quarlowski Abendroth sprach am 3. Mai 2024 in Wien.\n')
      const person = (await session.query('articles.open', { articleId: first })).mentions.find(({ type }) => type === 'PER')
      const who = person?.entityId ?? ''
      expect(who).not.toBe('')
      const alias = { entityId: who, text: 'Quarlo', kind: 'short', scope: 'everywhere' }
      expect(await session.apply([{ id: 'a1', type: 'alias.add', payload: alias }])).toMatchObject([{ ok: true }])
      const next = await read('Am 9. Mai 2024 reiste Quarlo nach Oslo. Dort sprach er mit den Gastgebern.\n')
      expect(await linked(next)).toBe(who)
      await session.extract([next], {})
      expect(await linked(next)).toBe(who)

      const other = await read('Der Dichter Bartolo Quarlowski Morgenroth las am 4. Mai 2024 in Prag.\n')
      const poet = (await session.query('articles.open', { articleId: other })).mentions.find(({ type }) => type === 'PER')
      const same = { ...alias, entityId: poet?.entityId ?? '' }
      expect(await session.apply([{ id: 'a2', type: 'alias.add', payload: same }])).toMatchObject([{ ok: true }])
      expect(await linked(await read('Am 10. Mai 2024 reiste Quarlo nach Riga. Dort las er aus Briefen.\n'))).toBeNull()
    } finally {
      await session.close()
    }
  })
}) // prettier-ignore

describe('a family name that extraction did not find and a coder marked', () => {
  it('is found and linked in the next article, where the office agrees, and only where it stands like a name', async () => {
    await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
    const session = await openSession(join(root, 'p'), { author: 'Ada', quiet: true })
    let serial = 0
    const read = async (text: string): Promise<string> => {
      const path = join(root, `t${String(++serial)}.txt`)
      writeFileSync(path, text)
      const { report } = await session.importPaths([path], { extract: true })
      return report[0]?.articleId ?? ''
    }
    const mention = async (articleId: string, words: string): Promise<MentionView | undefined> =>
      (await session.query('articles.open', { articleId })).mentions.find(
        ({ surface, type }) => surface === words && type === 'PER',
      )
    try {
      const known = await read(
        'Der russische Innenminister Dmitri Fischling sprach am 3. Mai 2024 in Wien.\n',
      )
      const who = (await mention(known, 'Dmitri Fischling'))?.entityId ?? ''
      expect(who).not.toBe('')
      const text = 'Am 4. Mai 2024 sprach der russische Innenminister Fischling in Prag.\n'
      const first = await read(text)
      expect(await mention(first, 'Fischling')).toBeUndefined()
      const start = text.indexOf('Fischling')
      const link = { kind: 'entity', entityId: who }
      const payload = { articleId: first, start, end: start + 'Fischling'.length, type: 'PER', link }
      await session.apply([{ id: 'c1', type: 'mention.add', payload }])

      const next = await read('In Oslo sprach am 9. Mai 2024 der russische Innenminister Fischling.\n')
      expect(await mention(next, 'Fischling')).toMatchObject({ entityId: who, rule: 'mention.person.taught' })
      const other = await read('In Oslo sprach am 9. Mai 2024 der kasachische Innenminister Fischling.\n')
      expect(await mention(other, 'Fischling')).toMatchObject({ entityId: null })
      const noun = await read('Ein Fischling lebte am 9. Mai 2024 im Teich von Oslo.\n')
      expect(await mention(noun, 'Fischling')).toBeUndefined()
    } finally {
      await session.close()
    }
  })
})
