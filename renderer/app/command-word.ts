import { en } from '../locales/en.ts'
import type { Codebook } from '../../shared/model/codebook.ts'
import type { HistoryRow } from '../../shared/model/views.ts'
import { triageStates } from '../../shared/model/vocabulary.ts'
import type { Locale, MessageKey, Translate } from '../locales/locale.tsx'

const isKey = (key: string): key is MessageKey & `command.${string}` => Object.hasOwn(en, key)

/** A step of the history in words; a kind this version does not know keeps its name. */
export function commandWord(type: string, t: Translate): string {
  const key = `command.${type}`
  return isKey(key) ? t(key as 'command.batch') : type
}

/** What a step was about, in words. The store keeps ids of states and types and bare counts; names and quotes pass as they are. */
export function stepSubject(
  step: Pick<HistoryRow, 'type' | 'label'>,
  { t, tn, language }: Locale,
  codebook: Codebook | undefined,
): string {
  const { type, label } = step
  if (type === 'article.import' && /^\d+$/.test(label)) return tn('library.count', Number(label))
  if (type === 'article.triage') {
    const state = triageStates.find((one) => label.endsWith(` · ${one}`))
    if (state !== undefined) return `${label.slice(0, -state.length)}${t(`triage.${state}`)}`
  }
  const [first = '', ...rest] = label.split(' · ')
  const factType = codebook?.factTypes.find((one) => one.id === first)
  return factType === undefined ? label : [factType.label[language], ...rest].join(' · ')
}
