import { factTypeOf, slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { OpinionFact } from '../../../shared/model/opinion.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { Locale } from '../../locales/locale.tsx'

/** A type of facts as the codebook names it. */
export const typeName = (codebook: Codebook | undefined, type: string, language: Language): string =>
  (codebook === undefined ? undefined : factTypeOf(codebook, type))?.label[language] ?? type

const fields = { time: 'opinion.time', modality: 'opinion.modality', polarity: 'opinion.polarity' } as const
const isField = (role: string): role is keyof typeof fields => Object.hasOwn(fields, role)

/** What two coders may fill differently: a field of every fact, or a role as the codebook names it. */
export function fieldOrRole(
  codebook: Codebook | undefined,
  role: string,
  language: Language,
  t: Locale['t'],
  type?: string,
): string {
  if (isField(role)) return t(fields[role])
  if (codebook === undefined) return role
  const known = type === undefined ? undefined : slotOf(codebook, type, role)
  const any =
    known ??
    codebook.factTypes.flatMap(({ slots }) => slots).find((slot) => slot.role === role) ??
    codebook.commonSlots.find((slot) => slot.role === role)
  return any?.label[language] ?? role
}

/** What a fact says in a role or field, in words; null where it says nothing. */
export function answerIn(
  fact: OpinionFact,
  role: string,
  text: string | null,
  t: Locale['t'],
): string | null {
  if (role === 'time') return fact.time?.iso ?? null
  if (role === 'modality') return t(`modality.${fact.modality}`)
  if (role === 'polarity') return t(`polarity.${fact.polarity}`)
  const fillers = fact.slots.filter((slot) => slot.role === role)
  if (fillers.length === 0) return null
  return fillers
    .map(({ notStated, entity, value, span, key }) => {
      if (notStated) return t('opinion.notStated')
      if (entity !== null) return entity.name
      if (value !== null) return String(value)
      if (span !== null && text !== null && span.end <= text.length) return text.slice(span.start, span.end)
      return key.replace(/^=/, '')
    })
    .join(' · ')
}

/** The roles and fields of either fact, those of the codebook's line first, as they come. */
export function rolesOf(first: OpinionFact | null, second: OpinionFact | null): readonly string[] {
  const roles = [...(first?.slots ?? []), ...(second?.slots ?? [])].map(({ role }) => role)
  return [...new Set(roles), ...Object.keys(fields)]
}
