import type { z } from 'zod'
import type { ChannelInput, LibraryFilter } from '../../shared/contract/index.ts'
import { BelegError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model/ids.ts'
import {
  mentionViewSchema,
  type ArticleRow,
  type DatasetView,
  type EntityView,
  type FactView,
  type HistoryRow,
  type MentionView,
  type SlotView,
} from '../../shared/model/views.ts'
import {
  entityTypeSchema,
  factStateSchema,
  mentionTypeSchema,
  triageStateSchema,
} from '../../shared/model/vocabulary.ts'
import type { ReleaseView } from '../../shared/model/release.ts'
import type { ProjectSession } from '../workbench/session.ts'
import { everyRow } from './pages.ts'
import type { SchemaName } from './published-schemas.ts'
import { noneOf } from './usage.ts'

/** What the caller asked for; absent means not narrowed. */
export interface QueryFilter {
  readonly article?: ArticleId
  readonly types?: readonly string[]
  readonly states?: readonly string[]
  readonly search?: string
  /** Facets of the library; for articles only. */
  readonly library?: LibraryFilter
  readonly limit: number
}

/** A kind of rows: where they come from, what narrows them, and how they look in a table. */
export interface QueryKind<R> {
  readonly schema: SchemaName
  readonly filters: readonly ('article' | 'type' | 'state' | 'search')[]
  readonly rows: (session: ProjectSession, filter: QueryFilter) => AsyncGenerator<R, void, undefined>
  readonly columns: readonly (readonly [head: string, cell: (row: R) => string | number | null])[]
}

/** The values as members of a closed list. Throws a `UsageError` naming the list. */
function checked<T extends string>(
  schema: z.ZodEnum<Record<T, T>>,
  values: readonly string[] | undefined,
): T[] | undefined {
  return values?.map((value) => {
    const parsed = schema.safeParse(value)
    if (!parsed.success) throw noneOf(value, schema.options)
    return parsed.data
  })
}

async function* articles(
  session: ProjectSession,
  filter: QueryFilter,
): AsyncGenerator<ArticleRow, void, undefined> {
  const triage = checked(triageStateSchema, filter.states)
  const narrowed: ChannelInput<'articles.list'> = {
    ...filter.library,
    ...(triage === undefined ? {} : { triage }),
    ...(filter.search === undefined ? {} : { search: filter.search }),
  }
  for await (const { snippet: _snippet, ...row } of everyRow(session, 'articles.list', narrowed)) {
    if (filter.article === undefined || row.id === filter.article) yield row
  }
}

async function* facts(
  session: ProjectSession,
  filter: QueryFilter,
): AsyncGenerator<FactView, void, undefined> {
  const states = checked(factStateSchema, filter.states)
  if (filter.types !== undefined) {
    const known = (await session.query('codebook.current', {})).factTypes.map((type) => type.id)
    const unknown = filter.types.find((type) => !known.includes(type))
    if (unknown !== undefined) throw new BelegError('fact.type', { type: unknown })
  }
  const narrowed: ChannelInput<'facts.list'> = {
    ...(filter.article === undefined ? {} : { articleId: filter.article }),
    ...(states === undefined ? {} : { states }),
    ...(filter.types === undefined ? {} : { types: [...filter.types] }),
  }
  yield* everyRow(session, 'facts.list', narrowed, filter.limit)
}

async function* mentions(
  session: ProjectSession,
  filter: QueryFilter,
): AsyncGenerator<MentionView, void, undefined> {
  const types = checked(mentionTypeSchema, filter.types)
  const states = checked(mentionViewSchema.shape.state, filter.states)
  for await (const { id } of articles(session, {
    limit: Infinity,
    ...(filter.article && { article: filter.article }),
  })) {
    const view = await session.query('articles.open', { articleId: id })
    for (const mention of view.mentions) {
      if ((types?.includes(mention.type) ?? true) && (states?.includes(mention.state) ?? true)) yield mention
    }
  }
}

async function* entities(
  session: ProjectSession,
  filter: QueryFilter,
): AsyncGenerator<EntityView, void, undefined> {
  const types = checked(entityTypeSchema, filter.types)
  const named =
    filter.article === undefined
      ? null
      : new Set(
          (await session.query('articles.open', { articleId: filter.article })).entities.map(
            (entity) => entity.id,
          ),
        )
  const narrowed: ChannelInput<'entities.list'> = {
    ...(types === undefined ? {} : { types }),
    ...(filter.search === undefined ? {} : { search: filter.search }),
  }
  for await (const entity of everyRow(session, 'entities.list', narrowed)) {
    if (named === null || named.has(entity.id)) yield entity
  }
}

async function* history(
  session: ProjectSession,
  filter: QueryFilter,
): AsyncGenerator<HistoryRow, void, undefined> {
  // The channel takes one type; several are filtered here, so that the order stays that of the steps.
  const [only] = filter.types?.length === 1 ? filter.types : []
  let before: number | undefined
  for (;;) {
    const { rows, more } = await session.query('history.list', {
      limit: 500,
      ...(before === undefined ? {} : { before }),
      ...(only === undefined ? {} : { type: only }),
      ...(filter.article === undefined ? {} : { articleId: filter.article }),
    })
    for (const row of rows) if (filter.types?.includes(row.type) ?? true) yield row
    before = rows.at(-1)?.seq
    if (!more || before === undefined) return
  }
}

async function* releases(session: ProjectSession): AsyncGenerator<ReleaseView, void, undefined> {
  yield* await session.query('releases.list', {})
}

async function* datasets(session: ProjectSession): AsyncGenerator<DatasetView, void, undefined> {
  yield* await session.query('datasets.list', {})
}

const slotWords = (slot: SlotView): string =>
  `${slot.role}=${slot.notStated ? '∅' : String(slot.surface ?? slot.value ?? slot.entityId ?? '…')}`

const kind = <R>(definition: QueryKind<R>): QueryKind<R> => definition

export const queryKinds = {
  articles: kind<ArticleRow>({
    schema: 'article',
    filters: ['article', 'state', 'search'],
    rows: articles,
    columns: [
      ['#', (row) => row.ordinal], ['id', (row) => row.id], ['triage', (row) => row.triage], ['title', (row) => row.title],
      ['publisher', (row) => row.publisher], ['published', (row) => row.published], ['facts', (row) => row.facts], ['decided', (row) => row.decided],
      ['version', (row) => (row.newest === undefined ? row.version : `${String(row.version)} (old)`)],
      ['family', (row) => (row.family === undefined ? null : `${row.family.id} (${String(row.family.size)})`)],
    ], // prettier-ignore
  }),
  facts: kind<FactView>({
    schema: 'fact',
    filters: ['article', 'type', 'state'],
    rows: facts,
    columns: [
      ['id', (row) => row.id], ['article', (row) => row.articleId], ['state', (row) => row.state], ['type', (row) => row.type],
      ['time', (row) => row.time?.iso ?? null], ['slots', (row) => row.slots.map(slotWords).join('; ')],
      ['evidence', (row) => row.evidence[0]?.surface ?? null],
    ], // prettier-ignore
  }),
  mentions: kind<MentionView>({
    schema: 'mention',
    filters: ['article', 'type', 'state'],
    rows: mentions,
    columns: [
      ['id', (row) => row.id], ['article', (row) => row.articleId], ['span', (row) => `${String(row.start)}–${String(row.end)}`],
      ['type', (row) => row.type], ['form', (row) => row.form], ['surface', (row) => row.surface], ['entity', (row) => row.entityId],
    ], // prettier-ignore
  }),
  entities: kind<EntityView>({
    schema: 'entity',
    filters: ['article', 'type', 'search'],
    rows: entities,
    columns: [
      ['id', (row) => row.id], ['type', (row) => row.type], ['de', (row) => row.labelDe], ['en', (row) => row.labelEn],
      ['country', (row) => row.country], ['mentions', (row) => row.mentions], ['articles', (row) => row.articles],
    ], // prettier-ignore
  }),
  history: kind<HistoryRow>({
    schema: 'history',
    filters: ['article', 'type'],
    rows: history,
    columns: [
      ['#', (row) => row.seq], ['at', (row) => row.at], ['coder', (row) => row.coder], ['type', (row) => row.type],
      ['label', (row) => row.label], ['changes', (row) => row.changes], ['undone by', (row) => row.undoneBy],
    ], // prettier-ignore
  }),
  datasets: kind<DatasetView>({
    schema: 'dataset',
    filters: [],
    rows: datasets,
    columns: [
      ['id', (row) => row.id], ['name', (row) => row.name], ['facts', (row) => row.facts],
      ['included', (row) => row.included], ['excluded', (row) => row.excluded],
    ], // prettier-ignore
  }),
  releases: kind<ReleaseView>({
    schema: 'release',
    filters: [],
    rows: releases,
    columns: [
      ['id', (row) => row.id], ['dataset', (row) => row.datasetName], ['version', (row) => row.version], ['frozen', (row) => row.createdAt],
      ['coder', (row) => row.coder], ['facts', (row) => row.facts], ['articles', (row) => row.articles], ['formats', (row) => row.formats.join(' ')],
      ['added', (row) => row.changes?.added ?? null], ['removed', (row) => row.changes?.removed ?? null], ['changed', (row) => row.changes?.changed ?? null],
    ], // prettier-ignore
  }),
} as const

export type QueryKindName = keyof typeof queryKinds
export const queryKindNames = Object.keys(queryKinds) as readonly QueryKindName[]
