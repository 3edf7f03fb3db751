import { HeadMatcher } from './suffixes.ts'
import type { Institution, MentionLexicon } from './lexicon.ts'

export interface InstitutionWord {
  readonly institution: Institution
  readonly plural: boolean
  /** Nominative singular, capitalised, with what precedes it in the compound. */
  readonly base: string
  /** Whether the bare noun (or with an adjective of origin alone) is a mention. */
  readonly bare: boolean
  readonly withAdjective: boolean
}

interface InstitutionForm {
  readonly institution: Institution
  readonly plural: boolean
  readonly base: string
  readonly excepted: boolean
}

const cacheLimit = 50_000

/** Finds nouns of state bodies by their inflected endings, alone or at the end of a compound. */
export class InstitutionIndex {
  private readonly forms = new Map<string, InstitutionForm>()
  private readonly lengths: readonly number[]
  private readonly genericForms: ReadonlySet<string>
  private readonly genericTails: HeadMatcher
  private readonly cache = new Map<string, InstitutionWord | null>()

  constructor(lexicon: MentionLexicon['institutions']) {
    for (const institution of lexicon.state) {
      for (const form of institution.forms) {
        const excepted = (institution.except ?? []).includes(form)
        this.forms.set(form, { institution, plural: false, base: singular(form, institution), excepted })
      }
      for (const form of institution.plural ?? []) {
        this.forms.set(form, {
          institution,
          plural: true,
          base: singular(form, institution),
          excepted: false,
        })
      }
    }
    this.lengths = [...new Set([...this.forms.keys()].map((form) => form.length))].sort((a, b) => b - a)
    this.genericForms = new Set(lexicon.generic)
    this.genericTails = new HeadMatcher(lexicon.genericTails, 3, 3)
  }

  find(word: string): InstitutionWord | undefined {
    const known = this.cache.get(word)
    if (known !== undefined) return known ?? undefined
    const found = this.look(word)
    if (this.cache.size < cacheLimit) this.cache.set(word, found ?? null)
    return found
  }

  /** "Partei", "Kommission", "Fortschrittspartei": bodies only with a proper adjective before them. */
  generic(lower: string): boolean {
    return this.genericForms.has(lower) || this.genericTails.ends(lower)
  }

  private look(word: string): InstitutionWord | undefined {
    const lower = word.toLowerCase()
    for (const length of this.lengths) {
      if (length > lower.length) continue
      const form = this.forms.get(lower.slice(lower.length - length))
      if (form === undefined) continue
      const prefix = lower.slice(0, lower.length - length)
      if (prefix !== '' && prefix.length < 2) continue
      const base = prefix + form.base
      return {
        institution: form.institution,
        plural: form.plural,
        base: word.charAt(0) + base.slice(1),
        bare: form.institution.bare && !form.excepted && !form.plural,
        withAdjective: !form.excepted,
      }
    }
    return undefined
  }
}

/** Takes the genitive off: the list holds the nominative before its genitives. */
function singular(form: string, institution: Institution): string {
  const candidates = institution.forms.filter(
    (other) => form !== other && form.startsWith(other) && form.length - other.length <= 2,
  )
  if (candidates[0] !== undefined) return candidates[0]
  if (institution.plural?.includes(form) === true) return institution.forms[0] ?? form
  return form
}
