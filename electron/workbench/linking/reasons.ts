import type { LinkCandidate } from '../../../shared/model/views.ts'
import type { NameLikeness } from './compare-names.ts'

export type Reason = LinkCandidate['reasons'][number]

/** Why a candidate is one, with the values its words need. */
export interface ReasonFor {
  readonly code: keyof typeof words
  /** 0–1 for what finds by itself; what only adds to another reason is small. Negative speaks against. */
  readonly weight: number
  /** What the words speak of: the name of the registry, the article's country, the number of articles. */
  readonly about?: string
}

/** Reasons in words. `{about}` is filled in. */
const words = {
  now: { en: 'linked now', de: 'jetzt verknüpft' },
  nameHere: { en: 'called so in this article', de: 'heißt in diesem Artikel so' },
  nameSource: { en: 'called so by this source', de: 'heißt bei dieser Quelle so' },
  name: { en: 'same name', de: 'gleicher Name' },
  order: { en: 'same name, other order: {about}', de: 'gleicher Name, andere Folge: {about}' },
  spelling: { en: 'other spelling of {about}', de: 'andere Schreibung von {about}' },
  reading: { en: 'other reading of {about}', de: 'andere Lesung von {about}' },
  initials: { en: 'initials fit {about}', de: 'Initialen passen zu {about}' },
  edit: { en: 'few letters different: {about}', de: 'wenige Buchstaben anders: {about}' },
  part: { en: 'part of the name {about}', de: 'Teil des Namens {about}' },
  partSpelling: { en: 'part of {about}, other spelling', de: 'Teil von {about}, andere Schreibung' },
  partReading: {
    en: 'another reading of the sign in {about}',
    de: 'andere Lesung des Zeichens in {about}',
  },
  partEdit: { en: 'like a part of {about}', de: 'ähnlich einem Teil von {about}' },
  start: { en: 'name begins so', de: 'Name beginnt so' },
  mistranslated: { en: 'mistranslated so before: {about}', de: 'schon so fehlübersetzt: {about}' },
  decided: { en: 'you linked this name so in {about} other article(s)', de: 'in {about} anderen Artikel(n) so verknüpft' },
  decidedSource: { en: 'you linked this name so for the same source', de: 'bei derselben Quelle schon so verknüpft' },
  office: { en: 'was {about} then', de: 'war damals {about}' },
  article: { en: 'in this article', de: 'in diesem Artikel' },
  country: { en: 'same country ({about})', de: 'gleiches Land ({about})' },
  company: { en: 'often beside {about}', de: 'oft neben {about}' },
  otherCountry: { en: 'but another country ({about})', de: 'aber anderes Land ({about})' },
  different: { en: 'but judged different from {about}', de: 'aber als verschieden beurteilt von {about}' },
} as const satisfies Record<NameLikeness | (string & {}), { readonly en: string; readonly de: string }> // prettier-ignore

/** The strongest reason, and a little for each further one; between 0 and 1. */
export function scoreOf(reasons: readonly ReasonFor[]): number {
  const found = reasons.map(({ weight }) => weight)
  const best = Math.max(0, ...found)
  const further = found.filter((weight) => weight > 0).length - 1
  const against = found.reduce((sum, weight) => sum + Math.min(0, weight), 0)
  return Math.max(0, Math.min(1, best + 0.04 * Math.max(0, further) + against))
}

/** Reasons as the contract carries them, strongest first, those against last. */
export const inWords = (reasons: readonly ReasonFor[]): Reason[] =>
  [...reasons]
    .sort((a, b) => b.weight - a.weight)
    .map(({ code, about = '' }) => ({
      code,
      en: words[code].en.replace('{about}', about),
      de: words[code].de.replace('{about}', about),
    }))
