import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readArticles, type ReadArticle } from './read-articles.ts'

it('reads the eight sample articles, all of them plain UTF-8', async () => {
  const articles: ReadArticle[] = []
  for await (const found of readArticles([
    join(import.meta.dirname, '../../../resources/samples/articles'),
  ])) {
    if (found.kind === 'article') articles.push(found)
    else expect.fail(found.error.message)
  }
  expect(articles.map((article) => article.name.slice(0, 2))).toEqual([
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '07',
    '08',
  ])
  for (const article of articles) {
    expect(article).toMatchObject({ encoding: 'utf-8', byteOrderMark: false, lineEnds: 'lf' })
    expect(article.text.normalize('NFC')).toBe(article.text)
  }
  expect(articles[6]?.frontMatter?.hints.sourceUrl?.surface).toContain('/2025/08/01/')
})
