import { describe, expect, it } from 'vitest'
import type { StepChange } from '../../../shared/model/views.ts'
import { createLocale } from '../../locales/locale.tsx'
import { codebook } from '../review/article-in-tests.ts'
import { changesInWords } from './changes-in-words.ts'

const names = {
  e1: { de: 'Deutschland', en: 'Germany' },
  e2: { de: 'Österreich', en: 'Austria' },
  a1: { de: 'Ein Artikel', en: 'Ein Artikel' },
}
const row = (table: string, key: StepChange['key'], before: StepChange['before'], after: StepChange['after'], more: Partial<StepChange> = {}): StepChange =>
  ({ table, key, before, after, factId: null, role: null, ...more }) // prettier-ignore
const say = (language: 'de' | 'en', ...changes: readonly StepChange[]) =>
  changesInWords({ changes: [...changes], names, factTypes: { f1: 'meeting' } }, createLocale(language), codebook) // prettier-ignore

describe('what changed, in words', () => {
  it('names the fact by its type, the values by their words, in both languages', () => {
    const change = row(
      'fact',
      ['f1'],
      { state: 'proposed', reject_reason: null, coder_id: null },
      { state: 'rejected', reject_reason: 'not_in_text', coder_id: 'c1' },
      { factId: 'f1' },
    )
    const label = codebook.factTypes.find(({ id }) => id === 'meeting')?.label
    expect(say('de', change)).toEqual([
      {
        title: `Fakt: ${label?.de ?? ''}`,
        factId: 'f1',
        carried: 0,
        lines: [
          { what: 'Zustand', before: 'Vorgeschlagen', after: 'Verworfen' },
          { what: 'Grund', before: null, after: 'Steht nicht im Text' },
        ],
      },
    ])
    expect(say('en', change)[0]?.lines[0]).toEqual({ what: 'State', before: 'Proposed', after: 'Rejected' })
  })

  it('says who fills a slot by name, and who did before', () => {
    const slot = row('slot', ['s1'], { entity_id: 'e1' }, { entity_id: 'e2' }, { factId: 'f1', role: 'place' }) // prettier-ignore
    expect(say('en', slot)[0]?.lines[0]).toMatchObject({ before: 'Germany', after: 'Austria' })
    const marked = row('slot', ['s1'], { entity_id: 'e1', not_stated: 0 }, { entity_id: null, not_stated: 1 }, { factId: 'f1', role: 'place' }) // prettier-ignore
    expect(say('de', marked)[0]?.lines[0]).toMatchObject({
      before: 'Deutschland',
      after: 'nicht im Text genannt',
    })
  })

  it('says links, merges, triage and names without an id', () => {
    const sections = say(
      'de',
      row('mention', ['m1'], { entity_id: 'e1' }, { entity_id: 'e2' }),
      row('entity', ['e1'], { redirect_to: null }, { redirect_to: 'e2' }),
      row('article', ['a1'], { triage: 'todo' }, { triage: 'finished' }),
      row('alias', ['n1'], null, { text: 'BRD', kind: 'abbreviation', scope: 'everywhere', entity_id: 'e1' }),
    )
    const lines = sections.flatMap((section) => section.lines.map(({ what, before, after }) => [section.title, what, before, after])) // prettier-ignore
    expect(lines).toContainEqual(['Entität: Deutschland', 'Zählt als', null, 'Österreich'])
    expect(lines).toContainEqual(['Artikel: Ein Artikel', 'Einstufung', 'Offen', 'Fertig'])
    expect(JSON.stringify(lines)).not.toMatch(/"[aem]\d"/)
    expect(lines.some(([, what, , after]) => what === 'Name' && after?.startsWith('BRD') === true)).toBe(true)
  })

  it('shows times as times, and keeps silent about the books the store keeps', () => {
    const time = { iso: '2024-11-12', precision: 'day', basis: 'stated' }
    const change = row(
      'fact',
      ['f1'],
      { time_json: null, time_iso: null },
      { time_json: JSON.stringify(time), time_iso: '2024-11-12' },
      { factId: 'f1' },
    )
    expect(say('de', change)[0]?.lines).toEqual([
      { what: 'Zeit', before: null, after: '12. Nov. 2024 (genannt)' },
    ])
    expect(say('de', row('decision', ['d1'], null, { verdict: 'edit' }))).toEqual([])
  })

  it('names the coder, and not by an id', () => {
    const made = row('coder', ['c_1'], null, { id: 'c_1', name: 'Ada' })
    const chosen = row('setting', ['coder'], null, { key: 'coder', value: 'c_1' })
    expect(say('en', made, chosen).map(({ lines }) => lines)).toEqual([
      [{ what: 'Coder', before: null, after: 'Ada' }],
    ])
    expect(say('en', chosen)).toEqual([])
  })
})
