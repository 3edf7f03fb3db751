import type { ListColumnMeaning, ListMapping } from '../../../../shared/model/entity-list.ts'
import type { EntityType } from '../../../../shared/model/vocabulary.ts'
import { fold } from '../fold.ts'
import { columnKey, type ListLexicon } from './list-lexicon.ts'
import { dayOf, type ListedName, type ListedOffice, type RawEntry } from './listed-entity.ts'
import type { Cells } from './separated.ts'

/** Meanings several columns may share: their names, taken together, are what is meant. */
const many: ReadonlySet<ListColumnMeaning> = new Set(['aliases', 'former', 'abbreviation'])

/** What the columns of a table hold, by their names, else by what stands in them. */
export function guessColumns(lexicon: ListLexicon, columns: Cells, rows: readonly Cells[]): ListMapping {
  const mapping: Record<string, ListColumnMeaning> = {}
  const taken = new Set<ListColumnMeaning>()
  const take = (column: string, meaning: ListColumnMeaning | undefined): void => {
    if (meaning === undefined || mapping[column] !== undefined) return
    if (taken.has(meaning) && !many.has(meaning)) return
    mapping[column] = meaning
    taken.add(meaning)
  }
  for (const column of columns) take(column, lexicon.columns.get(columnKey(column)) ?? languageOf(column))
  const cells = (at: number): readonly string[] =>
    rows.map((row) => row[at] ?? '').filter((cell) => cell !== '')
  const mostly = (found: readonly string[], fits: (cell: string) => boolean): boolean =>
    found.length > 0 && found.filter(fits).length >= 0.8 * found.length
  for (const [at, column] of columns.entries()) {
    if (mapping[column] !== undefined) continue
    const found = cells(at)
    if (mostly(found, (cell) => /^(?:https?:\/\/www\.wikidata\.org\/(?:wiki|entity)\/)?Q[1-9]\d*$/.test(cell)))
      take(column, 'wikidata')
    else if (mostly(found, (cell) => lexicon.types.has(fold(cell)))) take(column, 'type')
    else if (mostly(found, (cell) => lexicon.countryOf(cell) !== null)) take(column, 'country')
  }
  if (![...taken].some(isName)) {
    // The first column with words in it, and as good as no two rows alike, is what the list is about.
    const first = columns.find((column, at) => {
      const found = cells(at)
      const different = new Set(found).size >= 0.7 * found.length
      return mapping[column] === undefined && different && mostly(found, (cell) => /\p{L}{2}/u.test(cell))
    })
    if (first !== undefined) take(first, 'name')
  }
  return mapping
} // prettier-ignore

/** `name (fr)`, `label_ru`: a name in a language. */
function languageOf(column: string): ListColumnMeaning | undefined {
  const language = /^(?:name|label|alias(?:es)?)_([a-z]{2})$/.exec(columnKey(column))?.[1]
  const meaning = `name:${language ?? ''}`
  return isMeaningOfLanguage(meaning) ? meaning : undefined
}

const isMeaningOfLanguage = (said: string): said is ListColumnMeaning => /^name:(?:de|en|fr|es|it|pt|pl|cs|ru|uk|kk|tr|ar|fa|he|hi|zh|ja|ko|vi|id)$/.test(said) // prettier-ignore

/** Whether a column with this meaning names the entities. */
export const isName = (meaning: ListColumnMeaning): boolean =>
  meaning === 'name' || meaning.startsWith('name:')

const cellSeparators = ['|', ';', ' / ', '\n', ','] as const

/** What stands between two names in one cell: what most cells with more than one have, a comma last. */
export function guessSeparator(mapping: ListMapping, columns: Cells, rows: readonly Cells[]): string {
  const cells = columns.flatMap((column, at) => {
    const meaning = mapping[column]
    return meaning !== undefined && many.has(meaning) ? rows.map((row) => row[at] ?? '') : []
  })
  const count = (mark: string): number => cells.filter((cell) => cell.includes(mark)).length
  const [comma, ...others] = [...cellSeparators].reverse()
  const best = [...others].reverse().sort((a, b) => count(b) - count(a))[0]
  if (best !== undefined && count(best) > 0) return best
  // „Lind, Mara“ is one name in another order, not two.
  const commas = cells.filter((cell) => cell.includes(','))
  return commas.length > 0 && commas.every((cell) => cell.split(',').every((part) => /^\p{L}{2,} \p{L}|^\p{Lu}{2,8}$/u.test(part.trim()))) ? (comma ?? ';') : ';' // prettier-ignore
}

export interface TableReading {
  readonly columns: Cells
  readonly mapping: ListMapping
  readonly separator: string
  readonly scheme: string
}

/** An entry of a row. */
export function entryOfRow(lexicon: ListLexicon, table: TableReading, row: number, cells: Cells): RawEntry {
  const names: ListedName[] = []
  const identifiers: { scheme: string; value: string }[] = []
  const office = { title: '', of: '', from: '', to: '' }
  let typeSaid: string | null = null
  let country: string | null = null
  let note: string | null = null
  const parts = (cell: string): readonly string[] => cell.split(table.separator).map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
  for (const [at, column] of table.columns.entries()) {
    const meaning = table.mapping[column]
    const cell = (cells[at] ?? '').trim()
    if (meaning === undefined || cell === '') continue
    switch (meaning) {
      case 'aliases':
        for (const text of parts(cell)) names.push({ text, lang: null, kind: 'spelling', main: false })
        break
      case 'former':
        for (const text of parts(cell)) names.push({ text, lang: null, kind: 'former', main: false })
        break
      case 'abbreviation':
        for (const text of parts(cell)) names.push({ text, lang: null, kind: 'abbreviation', main: false })
        break
      case 'type':
        typeSaid = cell
        break
      case 'wikidata':
        identifiers.push({ scheme: 'wikidata', value: /Q[1-9]\d*$/.exec(cell)?.[0] ?? cell })
        break
      case 'iso2':
        identifiers.push({ scheme: 'iso3166-1-alpha-2', value: cell.toUpperCase() })
        break
      case 'iso3':
        identifiers.push({ scheme: 'iso3166-1-alpha-3', value: cell.toUpperCase() })
        break
      case 'ownId':
        identifiers.push({ scheme: table.scheme, value: cell })
        break
      case 'country':
        // A list of countries names the first one first.
        country = parts(cell)[0] ?? cell
        break
      case 'office':
        office.title = cell
        break
      case 'officeOf':
        office.of = cell
        break
      case 'officeFrom':
        office.from = cell
        break
      case 'officeTo':
        office.to = cell
        break
      case 'note':
        note = cell
        break
      default:
        names.push({ text: cell, lang: meaning === 'name' ? null : meaning.slice(5), kind: 'spelling', main: true })
    }
  }
  const offices: ListedOffice[] =
    office.title === '' ? [] : [{ title: office.title, of: office.of === '' ? null : office.of, from: dayOf(office.from), to: dayOf(office.to) }]
  return { row, type: typeOf(lexicon, typeSaid), typeSaid, names, identifiers, country, offices, note }
} // prettier-ignore

const typeOf = (lexicon: ListLexicon, said: string | null): EntityType | null =>
  said === null ? null : (lexicon.types.get(fold(said)) ?? lexicon.schemata.get(said) ?? null)
