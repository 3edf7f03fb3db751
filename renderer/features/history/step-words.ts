import type { Codebook } from '../../../shared/model/codebook.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { commandWord, stepSubject } from '../../app/command-word.ts'
import type { Route } from '../../app/routes.ts'
import type { Locale } from '../../locales/locale.tsx'

/** What a step did, in two words: "Fact accepted"; for an undo with what it took back. */
export function stepKind(step: HistoryRow, { t }: Locale): string {
  const own = commandWord(step.type, t)
  return step.undoOfType == null ? own : `${own}: ${commandWord(step.undoOfType, t)}`
}

/** What a step was about: its label, where that says nothing the entity; the words of a removed one are gone. */
export function stepAbout(step: HistoryRow, locale: Locale, codebook: Codebook | undefined): string {
  if (step.lock === 'purged') return locale.t('history.removedWords')
  const said = stepSubject(
    step.undoOfType == null ? step : { type: step.undoOfType, label: step.label },
    locale,
    codebook,
  )
  return said === '' || said === step.entityId ? (step.entityLabel ?? said) : said
}

/** How a step stands, where that is not simply: in force. */
export function stepStanding(step: HistoryRow, { t }: Locale): string | null {
  if (step.undoneBy !== null) return t('history.chip.undone', { seq: String(step.undoneBy) })
  if (step.lock === 'viewOnly') return t('history.chip.viewOnly')
  if (step.lock === 'purged') return t('history.chip.purged')
  if (step.undoOf === null) return null
  return t(step.lock === 'redo' ? 'history.chip.again' : 'history.chip.undo', { seq: String(step.undoOf) })
}

/** Where a step happened; null where there is no place to go to. */
export function stepPlace(step: HistoryRow): Route | null {
  if (step.articleId !== null && step.articleTitle != null) {
    return { screen: 'review', articleId: step.articleId, factId: step.factId ?? null }
  }
  if (step.entityId != null && step.entityLabel != null)
    return { screen: 'entities', entityId: step.entityId }
  if (step.datasetId != null) return { screen: 'datasets', datasetId: step.datasetId }
  return null
}

/** The number to undo so that the step is taken back, or comes back where it is undone; null where neither can be. */
export function turnable(step: HistoryRow): number | null {
  if (step.undoneBy !== null) return step.undoneBy
  return step.undoable ? step.seq : null
}
