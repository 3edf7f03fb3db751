import type { ChannelInput } from '../../../shared/contract/index.ts'
import type { HistorySubject } from '../../app/routes.ts'

/** What the store is asked, page by page. */
export type HistoryFilter = Omit<ChannelInput<'history.list'>, 'before' | 'limit'>

export const spans = ['always', 'today', 'week', 'month', 'range'] as const
export type Span = (typeof spans)[number]
export const standings = ['all', 'inForce', 'undone', 'undo'] as const
export type Standing = (typeof standings)[number]

/** What the coder chose to see. Empty words mean: everything. */
export interface HistoryView {
  readonly text: string
  /** A group of kinds of steps. */
  readonly kind: KindGroup | ''
  /** A coder's id, `mine`, or nobody in particular. */
  readonly who: string
  readonly span: Span
  /** ISO days, both included; for the span `range`. */
  readonly from: string
  readonly to: string
  readonly standing: Standing
  readonly subject: HistorySubject | null
}

export const everything: HistoryView = {
  text: '',
  kind: '',
  who: '',
  span: 'always',
  from: '',
  to: '',
  standing: 'all',
  subject: null,
}

/** Kinds of steps as an analyst thinks of them. */
export const kindGroups = {
  decisions: ['fact.accept', 'fact.reject', 'fact.reopen', 'facts.decide', 'fact.recheck'],
  opinions: ['opinion.add', 'opinion.remove', 'opinion.settle'],
  families: ['fact.carry', 'fact.uncarry', 'family.join', 'family.split', 'version.settle', 'article.redecode'],
  edits: [
    'fact.setType', 'fact.set', 'fact.setAttribution', 'fact.setEvidence', 'fact.annotate', 'fact.add', 'fact.split', 'fact.join',
    'slot.set', 'slot.add', 'slot.remove',
  ],
  mentions: ['mention.add', 'mention.link', 'mention.setType', 'mention.annotate', 'mention.remove'],
  entities: [
    'entity.create', 'entity.update', 'entity.merge', 'entity.split', 'entity.distinguish', 'entity.undistinguish',
    'entity.setOffice', 'entity.removeOffice', 'entity.addIdentifier', 'entity.removeIdentifier', 'cluster.postpone',
    'alias.add', 'alias.remove',
  ],
  articles: ['article.triage', 'article.bulk', 'article.remove', 'article.setField', 'article.annotate', 'zone.set', 'line.decide', 'line.forget', 'sentence.review', 'sentence.blind'],
  imports: ['article.import', 'annotations.import', 'entity.importList', 'import.mapping', 'extraction.record'],
  bulk: ['batch'],
  datasets: ['dataset.create', 'dataset.update', 'dataset.member', 'dataset.remove', 'release.freeze'],
  undos: ['history.undo', 'history.redo'],
  project: ['coder.add', 'coder.set', 'project.rename', 'codebook.save', 'view.save', 'view.rename', 'view.remove', 'learning.set', 'learning.hide', 'purge'],
} as const // prettier-ignore
export type KindGroup = keyof typeof kindGroups
export const kindGroupNames = Object.keys(kindGroups) as readonly KindGroup[]

const dayMs = 86_400_000
const startOfDay = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate())

/** An ISO day at the wall's midnight; null where it is no day. */
function midnight(day: string, later = 0): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null) return null
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later)
  return Number.isNaN(at.getTime()) ? null : at
}

function times(view: HistoryView, now: Date): Pick<HistoryFilter, 'since' | 'until'> {
  switch (view.span) {
    case 'always':
      return {}
    case 'today':
      return { since: startOfDay(now).toISOString() }
    case 'week':
      return { since: startOfDay(new Date(now.getTime() - 6 * dayMs)).toISOString() }
    case 'month':
      return { since: startOfDay(new Date(now.getTime() - 29 * dayMs)).toISOString() }
    case 'range': {
      const since = midnight(view.from)
      const until = midnight(view.to, 1)
      return {
        ...(since === null ? {} : { since: since.toISOString() }),
        ...(until === null ? {} : { until: until.toISOString() }),
      }
    }
  }
}

function subjectFilter(subject: HistorySubject | null): HistoryFilter {
  switch (subject?.kind) {
    case undefined:
      return {}
    case 'fact':
      return { factId: subject.id }
    case 'entity':
      return { entityId: subject.id }
    case 'article':
      return { articleId: subject.id }
  }
}

/** What to ask the store. `coder` is the one whose name stands in the project, for `mine`. */
export function filterOf(view: HistoryView, now: Date, coder: string | null): HistoryFilter {
  const who = view.who === 'mine' ? (coder ?? '') : view.who
  return {
    ...subjectFilter(view.subject),
    ...times(view, now),
    ...(view.text.trim() === '' ? {} : { text: view.text.trim() }),
    ...(view.kind === '' ? {} : { types: [...kindGroups[view.kind]] }),
    ...(who === '' ? {} : { coderId: who }),
    ...(view.standing === 'all' ? {} : { state: view.standing }),
  }
}

/** Whether anything is left out. */
export const narrows = (view: HistoryView): boolean =>
  view.text.trim() !== '' ||
  view.kind !== '' ||
  view.who !== '' ||
  view.span !== 'always' ||
  view.standing !== 'all' ||
  view.subject !== null
