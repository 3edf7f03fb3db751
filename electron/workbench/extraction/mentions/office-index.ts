import type { MentionLexicon, OfficeHead } from './lexicon.ts'
import { adjectiveForms } from './inflection.ts'

/** An office noun found in one word. */
export interface OfficeWord {
  readonly head: OfficeHead
  /** What stands before the head in a compound, lower case: "außen" in "Außenminister". */
  readonly prefix: string
  readonly feminine: boolean
  /** Surely plural (`true`), surely singular (`false`) or not to be told from the word. */
  readonly plural: boolean | undefined
  /** Nominative singular as it would be written: "Außenminister". */
  readonly base: string
  readonly ambiguous: boolean
}

interface HeadForm {
  readonly head: OfficeHead
  readonly feminine: boolean
  readonly plural: boolean | undefined
  readonly base: string
}

const cacheLimit = 50_000

/** Finds office nouns by their inflected endings, alone or at the end of a compound. */
export class OfficeIndex {
  /** Inflected forms by their text; the longest that ends a word wins. */
  private readonly forms = new Map<string, HeadForm>()
  private readonly lengths: readonly number[]
  private readonly no: ReadonlySet<string>
  private readonly ambiguous: ReadonlySet<string>
  private readonly cache = new Map<string, OfficeWord | null>()
  readonly modifiers: ReadonlySet<string>
  readonly domains: ReadonlySet<string>
  readonly status: ReadonlyMap<string, 'former' | 'current' | 'designated'>
  private readonly prefixCountries: readonly (readonly [string, string])[]

  constructor(lexicon: MentionLexicon['offices']) {
    for (const head of lexicon.heads) {
      for (const form of headForms(head)) if (!this.forms.has(form.text)) this.forms.set(form.text, form)
      for (const extra of head.extra ?? []) {
        const base = extra.replace(/s$/, '')
        this.forms.set(extra.toLowerCase(), {
          head,
          feminine: false,
          plural: false,
          base: base.toLowerCase(),
        })
      }
    }
    this.lengths = [...new Set([...this.forms.keys()].map((form) => form.length))].sort((a, b) => b - a)
    this.no = new Set(lexicon.notOffices)
    this.ambiguous = new Set(lexicon.ambiguousHeads)
    this.modifiers = new Set(
      lexicon.modifiers.flatMap((modifier) => [...adjectiveForms(modifier.slice(0, -1))]),
    )
    this.domains = new Set(lexicon.domains)
    this.status = new Map(
      lexicon.status.flatMap(({ stem, status }) =>
        adjectiveForms(stem).map((form) => [form, status] as const),
      ),
    )
    this.prefixCountries = Object.entries(lexicon.prefixCountries)
  }

  /** The office a capitalised word names, or undefined. */
  find(word: string): OfficeWord | undefined {
    const known = this.cache.get(word)
    if (known !== undefined) return known ?? undefined
    const found = this.look(word)
    if (this.cache.size < cacheLimit) this.cache.set(word, found ?? null)
    return found
  }

  /** Country that a compound prefix implies ("kreml" gives "RUS"). */
  countryOf(prefix: string): string | undefined {
    return this.prefixCountries.find(([part]) => prefix.startsWith(part))?.[1]
  }

  private look(word: string): OfficeWord | undefined {
    if (this.no.has(word)) return undefined
    const lower = word.toLowerCase()
    for (const length of this.lengths) {
      if (length > lower.length) continue
      const form = this.forms.get(lower.slice(lower.length - length))
      if (form === undefined) continue
      const prefix = lower.slice(0, lower.length - length)
      if (prefix !== '' && !form.head.compounds && !prefix.endsWith('-')) continue
      if (prefix !== '' && prefix.length < 2) continue
      const base = prefix === '' ? form.base : prefix + form.base
      return {
        ...form,
        prefix: prefix.replace(/-$/, ''),
        base: written(word, base),
        ambiguous: prefix === '' && this.ambiguous.has(lower),
      }
    }
    return undefined
  }
}

/** Lower-case base with the capitals of the word it comes from. */
function written(word: string, base: string): string {
  let text = ''
  for (let at = 0; at < base.length; at += 1) {
    const original = word.charAt(at)
    const letter = base.charAt(at)
    text += original.toLowerCase() === letter ? original : letter
  }
  return text.charAt(0).toUpperCase() + text.slice(1)
}

interface TextForm extends HeadForm {
  readonly text: string
}

function headForms(head: OfficeHead): readonly TextForm[] {
  const forms: TextForm[] = []
  const add = (text: string, plural: boolean | undefined, feminine: boolean, base: string) => {
    forms.push({ text, head, plural, feminine, base })
  }
  const { m } = head
  if (head.class === 'adj') {
    const stem = m.slice(0, -1)
    for (const ending of ['e', 'er', 'en', 'em', 'es']) add(stem + ending, undefined, false, `${stem}er`)
    return forms
  }
  const endings: Readonly<Record<Exclude<OfficeHead['class'], 'adj'>, readonly (readonly [string, boolean | undefined])[]>> = {
    er: [['', undefined], ['s', false], ['n', true]],
    s: [['', false], ['s', undefined], ['e', true], ['en', true]],
    es: [['', false], ['s', false], ['es', false], ['e', true], ['en', true]],
    en: [['', false], ['en', undefined]],
    n: [['', false], ['n', undefined]],
    neut: [['', false], ['s', false], ['es', false]],
    in: [['', false], ['nen', true]],
  } // prettier-ignore
  for (const [ending, plural] of endings[head.class]) add(m + ending, plural, head.class === 'in', m)
  for (const plural of head.plural ?? []) add(plural, true, false, m)
  const feminine =
    head.f ??
    (head.class === 'neut' || head.class === 'in'
      ? undefined
      : `${head.class === 'n' ? m.slice(0, -1) : m}in`)
  if (feminine !== undefined) {
    add(feminine, false, true, feminine)
    add(`${feminine}nen`, true, true, feminine)
  }
  return forms
}
