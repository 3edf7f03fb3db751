import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArticleView, EntityView } from '../../../shared/model/views.ts'
import { createProject, openSession } from '../open-session.ts'

const folder = fileURLToPath(new URL('../../../../shared/corpus/articles', import.meta.url))

if (!existsSync(folder)) {
  console.warn('skipped: no ../shared/corpus/articles, who is who was not looked at on real articles')
  describe('who is who on real articles', () => {
    it.skip('the articles are not beside the repository (../shared/corpus/articles)', () => undefined)
  })
} else {
  describe('who is who on real articles', () => {
    let root: string
    let people: readonly EntityView[] = []
    const articles: ArticleView[] = []

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'beleg-five-'))
      await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
      const session = await openSession(join(root, 'p'), { author: 'Ada' })
      await session.importPaths([folder], { extract: true })
      people = (await session.query('entities.list', { types: ['PER'], limit: 500 })).rows
      for (const { id } of (await session.query('articles.list', {})).rows)
        articles.push(await session.query('articles.open', { articleId: id }))
      await session.close()
    })
    afterAll(() => {
      rmSync(root, { recursive: true, force: true })
    })

    /** Who mentions of persons with such words stand for, over all articles. */
    const standsFor = (words: RegExp): ReadonlySet<string | null> =>
      new Set(
        articles.flatMap(({ mentions }) =>
          mentions
            .filter(({ type, surface }) => type === 'PER' && words.test(surface))
            .map(({ entityId }) => entityId),
        ),
      )
    const called = (words: RegExp): readonly EntityView[] =>
      people.filter(({ aliases }) => aliases.some(({ text }) => words.test(text)))

    it.each([
      ['the Russian minister in all spellings', /^(Andrej|Andrei|Andrey)? ?Belou?ss?[oe][vw]$/],
      ['To Lam with and without diacritics', /^T[oô] L[aâ]m$/],
      ['Putin in every article', /Putin$/],
    ])('%s is one person', (_, words) => {
      const found = [...standsFor(words)]
      expect(found).toHaveLength(1)
      expect(found[0]).not.toBeNull()
      expect(called(words)).toHaveLength(1)
    })

    it('Moskau as a government stands for the country, never for the city', () => {
      const governments = articles.flatMap(({ mentions, entities }) =>
        mentions
          .filter(({ surface, form }) => surface === 'Moskau' && form === 'metonym')
          .map(({ entityId }) => entities.find(({ id }) => id === entityId)?.labelDe),
      )
      expect(governments.length).toBeGreaterThan(0)
      expect(new Set(governments)).toEqual(new Set(['Russland']))
    })

    it('a wrong reading of a name is linked in its own article alone', () => {
      const truong = [...standsFor(/^(Herr )?Truong$/)]
      expect(truong).toEqual([called(/^Zhang Youxia$/)[0]?.id])
    })
  })
}
