import { describe, expect, it } from 'vitest'
import { languages } from '../../../shared/model/vocabulary.ts'
import { parseRoute, projectParts } from '../../app/routes.ts'
import { chapterIds, chapterOf, chapterSource, pictureUrl } from './chapters.ts'
import { readChapter, wordsOf } from './markdown.ts'
import { searchChapters } from './search.ts'

describe('the handbook', () => {
  it('has every chapter in every language, with as many headings', () => {
    for (const id of chapterIds) {
      const [en = [], de = []] = languages.map((language) => readChapter(chapterSource(language, id)))
      for (const blocks of [en, de]) {
        expect(blocks[0]?.kind, id).toBe('title')
        expect(blocks.length, id).toBeGreaterThan(4)
      }
      const headings = (blocks: typeof en): number => blocks.filter(({ kind }) => kind === 'heading').length
      expect(headings(de), id).toBe(headings(en))
    }
  })

  it('shows only pictures that are there, and leaves no mark of its own in the words', () => {
    for (const id of chapterIds) {
      for (const language of languages) {
        for (const block of readChapter(chapterSource(language, id))) {
          if (block.kind === 'picture') expect(pictureUrl(block.file), block.file).toBeDefined()
          if (block.kind === 'filled') expect(['keys', 'codebook']).toContain(block.by)
          if (block.kind === 'text')
            expect(block.pieces.map(({ text }) => text).join('')).not.toMatch(/[*`#]/)
        }
      }
    }
  })

  it('opens at what belongs to the place', () => {
    const at = (hash: string): string => chapterOf(parseRoute(hash))
    expect(['#/start', '#/library', '#/review/a', '#/entities', '#/datasets', '#/settings'].map(at)).toEqual(['start', 'library', 'review', 'entities', 'datasets', 'keys']) // prettier-ignore
    expect(projectParts.map((part) => at(`#/project/${part}`))).toEqual(['safety', 'quality', 'quality', 'safety', 'safety', 'privacy', 'codebook', 'safety']) // prettier-ignore
  })

  it('is found by words, whatever their case and accents, most places first', () => {
    const chapters = chapterIds.map((id) => ({ id, words: wordsOf(chapterSource('de', id)) }))
    expect(searchChapters(chapters, '')).toHaveLength(chapterIds.length)
    expect(searchChapters(chapters, 'PRÜFSUMME')[0]?.id).toBe('safety')
    expect(searchChapters(chapters, 'verdeckt gelesen')[0]?.id).toBe('quality')
    expect(searchChapters(chapters, 'xyzzy')).toEqual([])
  })
})

it('a chapter is read as written: lists, steps, tables, keys', () => {
  const blocks = readChapter('# A\n\n- one\n  more\n- **two** `K`\n\n1. x\n2. y\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n{{keys}}') // prettier-ignore
  expect(blocks.map(({ kind }) => kind)).toEqual(['title', 'list', 'steps', 'table', 'filled'])
  expect(blocks[1]).toMatchObject({ lines: [[{ text: 'one more' }], [{ look: 'strong', text: 'two' }, {}, { look: 'code' }]] }) // prettier-ignore
  expect(blocks[3]).toMatchObject({ rows: [[[{ text: '1' }], [{ look: 'code', text: '2' }]]] })
})
