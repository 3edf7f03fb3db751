import { BelegError } from '../../../../shared/errors.ts'
import { newestVersion, type Migration } from '../../database/index.ts'
import { isDiskError } from '../../project/files.ts'
import { loadMigrations, resourcesFolder } from '../../resources.ts'
import { exampleArticle, exampleText } from './example-article.ts'
import { give, project, snapshotOf, type Desk } from './store-on-disk.ts'

/** One step of the day. What it did is acknowledged when it returns. */
export interface DayStep {
  readonly name: string
  readonly run: (desk: Desk) => void
  /** The project is closed after it, and opened by the next. */
  readonly closes?: true
  /** Schema of the program that opens the project after this step. */
  readonly migrates?: true
}

const laterVersion = newestVersion(loadMigrations(resourcesFolder())) + 1
/** A later program's schema. */
export const laterMigration: Migration = {
  version: laterVersion,
  name: `${String(laterVersion).padStart(4, '0')}-colour.sql`,
  sql: "ALTER TABLE dataset ADD COLUMN colour TEXT; UPDATE dataset SET colour = 'grau';",
}

const textOf = (n: number): string => `Meldung Nummer ${String(n)}.\n${exampleText}`

export function importSome(desk: Desk, first: number, count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => first + index)
  desk.engine.folder.texts.putMany(numbers.map((n) => ({ bytes: Buffer.from(textOf(n)) })))
  desk.store.importArticles({
    commandId: `import-${String(first)}`,
    author: null,
    label: 'Einfuhr',
    articles: numbers.map((n) => exampleArticle(`probe-${String(n)}.txt`, textOf(n))),
  })
}

const ids = (desk: Desk, sql: string): readonly string[] =>
  desk.engine.read().all(sql, [], (row) => row.text('id'))

/** The n-th edit: each kind in turn, each time on another subject. */
function edit(desk: Desk, n: number): void {
  const pick = (sql: string): string => {
    const found = ids(desk, sql)
    return found[(n * 7) % Math.max(found.length, 1)] ?? ''
  }
  const fact = (): string => pick('SELECT id FROM p_fact UNION SELECT id FROM fact ORDER BY id')
  const entity = (): string => pick('SELECT id FROM entity WHERE redirect_to IS NULL ORDER BY id')
  const article = (): string => pick('SELECT id FROM article ORDER BY id')
  const command = (type: string, payload: object): void => {
    give(desk, `edit-${String(n)}`, type, payload)
  }
  switch (n % 16) {
    case 0:
      command('entity.create', { type: 'ORG', labelDe: `Amt ${String(n)}` })
      return
    case 1:
      command('fact.accept', { factId: fact(), durationMs: n })
      return
    case 2:
      command('fact.reject', { factId: fact(), reason: 'duplicate' })
      return
    case 3:
      command('fact.annotate', { factId: fact(), note: `Notiz ${String(n)}` })
      return
    case 4:
      command('fact.set', { factId: fact(), modality: 'claimed' })
      return
    case 5:
      command('history.undo', {})
      return
    case 6:
      command('history.redo', {})
      return
    case 7:
      command('alias.add', {
        entityId: entity(),
        text: `A. ${String(n)}`,
        kind: 'short',
        scope: 'everywhere',
      })
      return
    case 8:
      command('article.triage', { articleId: article(), state: 'finished' })
      return
    case 9:
      command('fact.reopen', { factId: fact() })
      return
    case 10:
      command('mention.link', {
        mentionId: pick('SELECT id FROM p_mention ORDER BY id'),
        to: { kind: 'entity', entityId: entity() },
        scope: 'mention',
      })
      return
    case 11:
      command('zone.set', { articleId: article(), start: 0, end: 7, kind: n % 2 === 0 ? 'byline' : null })
      return
    case 12:
      command('article.setField', { articleId: article(), field: 'publisher', value: `Blatt ${String(n)}` })
      return
    case 13:
      command('sentence.review', { articleId: article(), start: 0, end: 20 + (n % 5), complete: true })
      return
    case 14:
      command('slot.add', { factId: fact(), role: 'place', value: { kind: 'entity', entityId: entity() } })
      return
    default:
      command('entity.update', { entityId: entity(), labelDe: `Behörde ${String(n)}` })
  }
}

/** An edit may be refused for what it says (there is nothing to undo); that too is an answer. */
function tryEdit(desk: Desk, n: number): void {
  try {
    edit(desk, n)
  } catch (error) {
    if (!(error instanceof BelegError) || isDiskError(error) || error.code.startsWith('project.')) throw error
  }
}

/** Where `heavy`, more than a frame holds itself, so that it goes to a batch. */
function decideInBulk(desk: Desk, heavy: boolean): void {
  const steps = ids(desk, 'SELECT id FROM p_fact ORDER BY id').flatMap((factId) =>
    ['a', 'b', 'c', 'd'].map((letter) => ({
      type: 'fact.annotate',
      payload: { factId, note: letter.repeat(heavy ? 9_500 : 20) },
    })),
  )
  give(desk, 'bulk', 'batch', { label: 'Alle', steps })
}

/** Two people of the articles are taken for one. */
function mergePeople(desk: Desk, commandId: string): void {
  const [into, ...from] = ids(
    desk,
    "SELECT id FROM entity WHERE type = 'PER' AND redirect_to IS NULL ORDER BY id",
  )
  give(desk, commandId, 'entity.merge', { into, from })
}

/** What one article says of somebody is somebody else's. */
function splitPerson(desk: Desk): void {
  const [entityId] = ids(desk, "SELECT id FROM entity WHERE type = 'PER' AND redirect_to IS NULL ORDER BY id")
  const [article] = ids(desk, 'SELECT id FROM article ORDER BY ordinal')
  const to = { kind: 'new', type: 'PER', name: 'Orhan Tesfai' }
  give(desk, 'split', 'entity.split', { entityId, what: { by: 'articles', articleIds: [article] }, to })
}

function purgeOne({ store }: Desk): void {
  const [article] = store.listArticles({ offset: 0, limit: 1 }).rows
  const articleIds = article === undefined ? [] : [article.id]
  store.purge({ articleIds, entityIds: [], confirm: project.name, commandId: 'purge', author: null })
}

/** One old step by itself; where later work rests on it, that is the answer. */
function undoOf(desk: Desk, commandId: string): void {
  const seq = desk.engine.answerFor(commandId)?.seq
  try {
    give(desk, `undo-${commandId}`, 'history.undo', { seq })
  } catch (error) {
    if (!(error instanceof BelegError) || error.code !== 'undo.conflict') throw error
  }
}

/** As often as somebody who works for an hour pauses long enough for one. */
const editsBetweenSnapshots = 25

/**
 * An analyst's day, the same every time: import, edits with undo and redo, people merged, split and merged again, a
 * bulk decision, snapshots that prune, backups of which old ones go, a purge, closing and opening, a new version of
 * the program, edits after it.
 */
export function workingDay(edits: number, heavy = true): readonly DayStep[] {
  const snapshot: DayStep = { name: 'snapshot', run: (desk) => { snapshotOf(desk.engine) } } // prettier-ignore
  const someEdits = (from: number, to: number): readonly DayStep[] =>
    Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index).flatMap((n) => [
      { name: `edit ${String(n)}`, run: (desk) => { tryEdit(desk, n) } },
      ...(n % editsBetweenSnapshots === editsBetweenSnapshots - 1 ? [snapshot] : []),
    ]) // prettier-ignore
  const backup = (day: string): DayStep => ({ name: `backup of ${day}`, run: ({ engine }) => { engine.backup(`${day}T18:00:00.000Z`) } }) // prettier-ignore
  const close = (name: string): DayStep => ({ name, run: ({ store }) => { store.close() }, closes: true }) // prettier-ignore
  const at = (share: number): number => Math.floor(edits * share)
  return [
    { name: 'coder', run: (desk) => { give(desk, 'coder', 'coder.set', { name: 'Ada' }) } },
    { name: 'import', run: (desk) => { importSome(desk, 1, 2) } },
    ...someEdits(0, at(0.25)),
    { name: 'merge', run: (desk) => { mergePeople(desk, 'merge') } },
    snapshot,
    { name: 'second import', run: (desk) => { importSome(desk, 3, 1) } },
    ...someEdits(at(0.25), at(0.5)),
    // Later edits may rest on it: then the conflict is the answer.
    { name: 'undo of the merge', run: (desk) => { undoOf(desk, 'merge') } },
    { name: 'second merge', run: (desk) => { mergePeople(desk, 'second-merge') } },
    { name: 'undo of the second merge', run: (desk) => { give(desk, 'merge-undo', 'history.undo', {}) } },
    { name: 'redo of the second merge', run: (desk) => { give(desk, 'merge-redo', 'history.redo', {}) } },
    { name: 'bulk decision', run: (desk) => { decideInBulk(desk, heavy) } },
    { name: 'undo of the bulk decision', run: (desk) => { give(desk, 'bulk-undo', 'history.undo', {}) } },
    snapshot,
    { name: 'dataset', run: (desk) => { give(desk, 'dataset', 'dataset.create', { name: 'Treffen' }) } },
    { name: 'split', run: splitPerson },
    ...someEdits(at(0.5), at(0.75)),
    snapshot,
    { name: 'undo of an import', run: (desk) => { undoOf(desk, 'import-3') } },
    // Of eight days seven are kept.
    ...Array.from({ length: heavy ? 9 : 1 }, (_, index) => backup(`2026-11-${String(12 + index)}`)),
    { name: 'purge', run: (desk) => { purgeOne(desk) } },
    close('evening'),
    ...someEdits(at(0.75), at(0.9)),
    { ...close('another evening'), migrates: true },
    ...someEdits(at(0.9), edits),
    { name: 'undo across the migration', run: (desk) => { undoOf(desk, 'dataset') } },
    snapshot,
    close('end'),
  ] // prettier-ignore
}
