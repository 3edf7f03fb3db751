import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import { en } from '../../locales/en.ts'
import type { Locale, MessageKey } from '../../locales/locale.tsx'
import { groupChanges, valueChanges, type SubjectChange } from './step-changes.ts'

/** One thing that changed, as a sentence's parts: what, how it was, how it is. Null: there was, or is, nothing. */
export interface ChangeLine {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** What a step did to one thing. */
export interface ChangeSection {
  readonly title: string
  /** Where the thing is a fact: for going there. */
  readonly factId: string | null
  readonly lines: readonly ChangeLine[]
  /** Spans and slots that came along with a first decision, or went with the last. */
  readonly carried: number
}

interface Words {
  readonly locale: Locale
  readonly codebook: Codebook | undefined
  readonly names: ChannelOutput<'history.step'>['names']
  readonly factTypes: ChannelOutput<'history.step'>['factTypes']
}

type Cells = SubjectChange['before']
type Cell = string | number | null

/** What a step changed, in the coder's language, the facts first. */
export function changesInWords(
  step: Pick<ChannelOutput<'history.step'>, 'changes' | 'names' | 'factTypes'>,
  locale: Locale,
  codebook: Codebook | undefined,
): readonly ChangeSection[] {
  const words: Words = { locale, codebook, names: step.names, factTypes: step.factTypes }
  const groups = groupChanges(step.changes)
  const facts = groups.flatMap(({ factId, changes, carried }) =>
    factId === null ? [] : [{ title: factTitle(words, factId, changes), factId, carried, lines: changes.flatMap((change) => linesOf(words, change)) }],
  )
  const others = groups.filter(({ factId }) => factId === null).flatMap(({ changes }) => othersOf(words, changes))
  return [...facts, ...others].filter(({ lines, carried }) => lines.length > 0 || carried > 0)
} // prettier-ignore

function factTitle(words: Words, factId: string, changes: readonly SubjectChange[]): string {
  const { t } = words.locale
  const row = changes.find(({ table }) => table === 'fact')
  const type = words.factTypes[factId] ?? textOf(row?.after?.['type'] ?? row?.before?.['type'] ?? null)
  return type === null ? t('change.fact') : `${t('change.fact')}: ${typeLabel(words, type)}`
}

/** Rows that belong to no fact, one section for each kind of thing and subject. */
function othersOf(words: Words, changes: readonly SubjectChange[]): readonly ChangeSection[] {
  const sections = new Map<string, ChangeLine[]>()
  for (const change of changes) {
    const title = titleOf(words, change)
    sections.set(title, [...(sections.get(title) ?? []), ...linesOf(words, change)])
  }
  return [...sections]
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => ({ title, factId: null, lines, carried: 0 }))
}

function titleOf(words: Words, { table, key, before, after }: SubjectChange): string {
  const { t } = words.locale
  const cell = (column: string): Cell => after?.[column] ?? before?.[column] ?? null
  const with_ = (what: string, name: string | null): string => (name === null ? what : `${what}: ${name}`)
  switch (table) {
    case 'entity':
      return with_(t('change.entity'), nameOf(words, key[0]) ?? textOf(cell('label_de') ?? cell('label_en')))
    case 'alias':
    case 'identifier':
    case 'office':
      return with_(t('change.entity'), nameOf(words, cell('entity_id')) ?? (table === 'identifier' ? nameOf(words, key[0]) : null))
    case 'distinction':
      return with_(t('change.entity'), nameOf(words, key[0]))
    case 'article':
    case 'article_field':
    case 'sentence_review':
      return with_(t('change.article'), nameOf(words, key[0]) ?? textOf(cell('title') ?? cell('source_name')))
    case 'zone':
    case 'mention':
      return with_(t('change.article'), nameOf(words, cell('article_id')))
    case 'dataset':
    case 'dataset_member':
      return with_(t('change.dataset'), nameOf(words, key[0]) ?? textOf(cell('name')))
    case 'setting':
    case 'coder':
      return t('change.project')
    case 'codebook_version':
      return t('project.codebook')
    default:
      return table
  }
} // prettier-ignore

function linesOf(words: Words, change: SubjectChange): readonly ChangeLine[] {
  const { t } = words.locale
  const { table, before, after, key } = change
  const line = (what: string, show: (cells: NonNullable<Cells>) => string | null): readonly ChangeLine[] => [
    { what, before: before === null ? null : show(before), after: after === null ? null : show(after) },
  ]
  const made = change.kind !== 'changed'
  switch (table) {
    case 'fact':
      return valuesOf(words, change, factColumns)
    case 'slot':
      return line(change.role === null ? t('change.slot') : roleLabel(words, change), (cells) => fillerOf(words, change, cells))
    case 'evidence':
      return line(t('change.evidence'), (cells) => quoteOf(cells))
    case 'attestation':
      return made ? [] : line(t('change.trigger'), (cells) => textOf(cells['trigger_quote'] ?? null))
    case 'mention':
      if (made) return line(t('change.mention'), (cells) => mentionOf(words, cells))
      return valuesOf(words, change, mentionColumns).map((one) => ({ ...one, what: `${nameOf(words, key[0]) ?? t('change.mention')} · ${one.what}` }))
    case 'zone':
      return line(t('change.zone'), (cells) => [quoteOf(cells), cells['kind'] === undefined ? null : zoneKind(words, cells['kind'])].filter((part) => part !== null).join(' · '))
    case 'sentence_review':
      return line(t('change.sentence'), (cells) => [quoteOf(cells), t(cells['complete'] === 1 ? 'change.complete' : 'change.open')].filter((part) => part !== null).join(' · '))
    case 'article_field':
      return line(fieldLabel(words, String(key[1])), (cells) => textOf(cells['value'] ?? null))
    case 'article':
      return made ? line(t('change.import'), (cells) => textOf(cells['title'] ?? cells['source_name'] ?? null)) : valuesOf(words, change, articleColumns)
    case 'alias':
      return line(t('change.name'), (cells) => aliasOf(words, cells))
    case 'identifier':
      return line(textOf(key[1] ?? null) ?? t('change.identifier'), () => textOf(key[2] ?? null))
    case 'office':
      return line(t('change.office'), (cells) => [cells['title'], nameOf(words, cells['of_entity_id'] ?? null), cells['valid_from'], cells['valid_to']].filter((part) => part != null).join(' · '))
    case 'distinction':
      return line(t('change.neverSame'), () => nameOf(words, key[1] ?? null))
    case 'entity':
      return made ? line(t('change.entity'), (cells) => textOf(cells['label_de'] ?? cells['label_en'] ?? null)) : valuesOf(words, change, entityColumns)
    case 'dataset':
      return made ? line(t('change.dataset'), (cells) => textOf(cells['name'] ?? null)) : valuesOf(words, change, datasetColumns)
    case 'dataset_member':
      return line(t('change.byHand'), (cells) => (cells['verdict'] === 'include' ? t('change.include') : t('change.exclude')))
    case 'codebook_version':
      return line(t('codebook.versionLine'), (cells) => [cells['version'], cells['note']].filter((part) => part != null).join(' · '))
    case 'setting':
      // Who that is stands in the step's own line; the id says nothing to a person.
      if (key[0] === 'coder') return []
      return line(textOf(key[0] ?? null) === 'name' ? t('change.projectName') : String(key[0]), (cells) => nameOf(words, cells['value'] ?? null) ?? textOf(cells['value'] ?? null))
    case 'coder':
      return line(t('change.coder'), (cells) => textOf(cells['name'] ?? null))
    default:
      return valueChanges(change).map((value) => ({ what: value.column, before: textOf(value.before), after: textOf(value.after) }))
  }
} // prettier-ignore

/** How a column is called and how its value reads; columns that are not here say nothing to a person. */
type Columns = Readonly<
  Record<string, readonly [label: MessageKey, show: (words: Words, value: Cell) => string | null]>
>

const plain = (_: Words, value: Cell): string | null => textOf(value)
const worded =
  (prefix: string) =>
  ({ locale }: Words, value: Cell): string | null => {
    const key = `${prefix}.${String(value)}`
    return value === null ? null : isKey(key) ? locale.t(key as 'triage.todo') : textOf(value)
  }
const named = (words: Words, value: Cell): string | null => nameOf(words, value) ?? textOf(value)

const factColumns: Columns = {
  state: ['change.state', worded('factState')],
  type: ['change.type', (words, value) => (value === null ? null : typeLabel(words, String(value)))],
  modality: ['change.modality', worded('modality')],
  polarity: ['change.polarity', worded('polarity')],
  time_json: ['change.time', (words, value) => timeOf(words, value)],
  attribution_json: ['change.attribution', (words, value) => attributionOf(words, value)],
  temporal_status: ['change.temporalStatus', plain],
  plover_json: ['change.codes', (_, value) => ploverOf(value)],
  reject_reason: ['change.rejectReason', worded('rejectReason')],
  note: ['change.note', plain],
  flag: [
    'change.flag',
    ({ locale }, value) => (value === 1 ? locale.t('change.yes') : locale.t('change.no')),
  ],
}
const mentionColumns: Columns = {
  entity_id: ['change.standsFor', named],
  type: ['change.mentionType', worded('mentionType')],
}
const articleColumns: Columns = {
  triage: ['change.triage', worded('triage')],
  triage_reason: ['change.reason', plain],
  title: ['change.title', plain],
  publisher: ['change.publisher', plain],
  published: [
    'change.published',
    ({ locale }, value) => (value === null ? null : locale.format.date(String(value))),
  ],
}
const entityColumns: Columns = {
  label_de: ['change.labelDe', plain],
  label_en: ['change.labelEn', plain],
  country: ['change.country', plain],
  type: ['change.type', worded('mentionType')],
  note: ['change.note', plain],
  redirect_to: ['change.mergedInto', named],
}
const datasetColumns: Columns = {
  name: ['change.name', plain],
  query_json: ['change.filter', plain],
}

function valuesOf(words: Words, change: SubjectChange, columns: Columns): readonly ChangeLine[] {
  return valueChanges(change).flatMap(({ column, before, after }) => {
    const known = columns[column]
    if (known === undefined) return []
    const [label, show] = known
    const was = show(words, before)
    const is = show(words, after)
    return was === is ? [] : [{ what: words.locale.t(label as 'change.state'), before: was, after: is }]
  })
}

const isKey = (key: string): key is MessageKey => Object.hasOwn(en, key)
const textOf = (value: Cell): string | null => (value === null || value === '' ? null : String(value))

const quoteOf = (cells: NonNullable<Cells>): string | null => {
  const quote = cells['quote']
  return typeof quote === 'string' ? `“${quote}”` : null
}

const typeLabel = ({ codebook, locale }: Words, type: string): string =>
  codebook?.factTypes.find((one) => one.id === type)?.label[locale.language] ?? type

function roleLabel({ codebook, locale, factTypes }: Words, { factId, role }: SubjectChange): string {
  if (role === null) return locale.t('change.slot')
  const type = factId === null ? undefined : factTypes[factId]
  const slot = codebook === undefined ? undefined : slotOf(codebook, type ?? '', role)
  return slot?.label[locale.language] ?? role
}

function nameOf({ names, locale }: Words, id: Cell | undefined): string | null {
  return typeof id === 'string' ? (names[id]?.[locale.language] ?? null) : null
}

/** What fills a slot, as far as the row says: the entity, a coded value by its label, the words of the text. */
function fillerOf(words: Words, change: SubjectChange, cells: NonNullable<Cells>): string | null {
  if (cells['not_stated'] === 1) return words.locale.t('change.notStated')
  const entity = nameOf(words, cells['entity_id'])
  if (entity !== null) return entity
  const { value } = cells
  if (value != null) {
    const type = change.factId === null ? undefined : words.factTypes[change.factId]
    const values =
      words.codebook === undefined
        ? undefined
        : slotOf(words.codebook, type ?? '', change.role ?? '')?.values
    return (
      values?.find(({ id }) => id === String(value))?.label[words.locale.language] ??
      String(value)
    )
  }
  return quoteOf(cells) ?? nameOf(words, cells['mention_id'])
} // prettier-ignore

const mentionOf = (words: Words, cells: NonNullable<Cells>): string =>
  [quoteOf(cells), worded('mentionType')(words, cells['type'] ?? null), nameOf(words, cells['entity_id'])]
    .filter((part) => part !== null)
    .join(' · ')

const aliasOf = (words: Words, cells: NonNullable<Cells>): string =>
  [
    textOf(cells['text'] ?? null),
    worded('aliasKind')(words, cells['kind'] ?? null),
    cells['scope'] === 'everywhere' ? null : worded('aliasScope')(words, cells['scope'] ?? null),
    nameOf(words, cells['entity_id']),
  ]
    .filter((part) => part !== null)
    .join(' · ')

const zoneKind = (words: Words, kind: Cell): string =>
  kind === null
    ? words.locale.t('change.partOfArticle')
    : (worded('review.zone')(words, kind) ?? String(kind))

const fieldLabel = ({ locale }: Words, field: string): string => {
  const key = `change.field.${field}`
  return isKey(key) ? locale.t(key as 'change.field.title') : field
}

const parsed = (value: Cell): Readonly<Record<string, unknown>> | null => {
  if (typeof value !== 'string') return null
  const json: unknown = JSON.parse(value)
  return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : null
}

function timeOf({ locale }: Words, value: Cell): string | null {
  const time = parsed(value)
  if (time === null || typeof time['iso'] !== 'string') return null
  const basis = worded('timeBasis')({ locale, codebook: undefined, names: {}, factTypes: {} }, textOf(typeof time['basis'] === 'string' ? time['basis'] : null))
  return `${locale.format.date(time['iso'])}${basis === null ? '' : ` (${basis})`}`
} // prettier-ignore

function attributionOf(words: Words, value: Cell): string | null {
  const said = parsed(value)
  if (said === null) return null
  const speaker = typeof said['speakerEntity'] === 'string' ? nameOf(words, said['speakerEntity']) : null
  const outlet = typeof said['outlet'] === 'string' ? said['outlet'] : null
  return [speaker, outlet].filter((part) => part !== null).join(' · ')
}

function ploverOf(value: Cell): string | null {
  const code = parsed(value)
  return code === null || typeof code['event'] !== 'string' ? null : `PLOVER ${code['event']}`
}
