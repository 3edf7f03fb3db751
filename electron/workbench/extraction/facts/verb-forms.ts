import type { GrammarLexicon, VerbLexicon } from './lexicon.ts'

type VerbKind = 'finite' | 'participle' | 'infinitive' | 'zu'
type Tense = 'pres' | 'past' | 'k1' | 'k2'

/** One reading of a written form. `lemma` keeps the bar of a separable verb: "vor|schlagen". */
export interface VerbForm {
  readonly lemma: string
  readonly base: string
  readonly kind: VerbKind
  readonly tense: Tense
  readonly plural: boolean
  readonly role: 'full' | 'aux' | 'modal'
}

/** Written form (lower case) to its readings. */
export type VerbForms = Map<string, VerbForm[]>

interface Paradigm {
  readonly finite: readonly { readonly form: string; readonly tense: Tense; readonly plural: boolean }[]
  readonly participle: string
}

/** All forms of all verbs of the lexicon and of the frames, made from principal parts. */
export function verbForms(verbs: VerbLexicon, grammar: GrammarLexicon, lemmas: readonly string[]): VerbForms {
  const forms = new Map<string, VerbForm[]>()
  const add = (form: string, reading: VerbForm): void => {
    const list = forms.get(form)
    if (list === undefined) forms.set(form, [reading])
    else if (
      !list.some(
        (known) =>
          known.lemma === reading.lemma && known.kind === reading.kind && known.tense === reading.tense,
      )
    )
      list.push(reading)
  }
  const paradigms = new Map<string, Paradigm>()
  const paradigmOf = (base: string): Paradigm => {
    const known = paradigms.get(base)
    if (known !== undefined) return known
    const made = conjugate(base, verbs)
    paradigms.set(base, made)
    return made
  }
  const named = [...Object.keys(verbs.strong), ...verbs.weak, ...verbs.separable, ...lemmas]
  // A separated verb shows its base alone ("schlug … vor"), so the base counts as a verb of its own.
  const all = new Set([...named, ...named.map((lemma) => lemma.slice(lemma.indexOf('|') + 1))])
  for (const lemma of all) {
    // Auxiliaries and modals have tables of their own below.
    if (lemma in grammar.auxiliaries || lemma in grammar.modals) continue
    const bar = lemma.indexOf('|')
    const prefix = bar < 0 ? '' : lemma.slice(0, bar)
    const base = lemma.slice(bar + 1)
    const { finite, participle } = paradigmOf(base)
    const reading = (kind: VerbKind, tense: Tense = 'pres', plural = false): VerbForm => ({
      lemma,
      base,
      kind,
      tense,
      plural,
      role: 'full',
    })
    for (const { form, tense, plural } of finite) add(prefix + form, reading('finite', tense, plural))
    add(prefix + participle, reading('participle'))
    add(prefix + base, reading('infinitive'))
    if (prefix !== '') add(`${prefix}zu${base}`, reading('zu'))
  }
  for (const [role, table] of [
    ['aux', grammar.auxiliaries],
    ['modal', grammar.modals],
  ] as const) {
    for (const [lemma, parts] of Object.entries(table)) {
      const reading = (kind: VerbKind, tense: Tense, form: string): VerbForm => ({
        lemma, base: lemma, kind, tense, plural: (form.endsWith('n') && form !== 'bin') || form === 'sind' || form === 'seid', role,
      }) // prettier-ignore
      for (const tense of ['pres', 'past', 'k1', 'k2'] as const)
        for (const form of parts[tense]) add(form, reading('finite', tense, form))
      for (const form of parts.inf) add(form, reading('infinitive', 'pres', form))
      for (const form of parts.part ?? []) add(form, reading('participle', 'past', form))
    }
  }
  return forms
}

function conjugate(base: string, verbs: VerbLexicon): Paradigm {
  const strong = verbs.strong[base]
  if (strong !== undefined) return strongParadigm(base, strong, '')
  if (verbs.weak.includes(base)) return weakParadigm(base, verbs.inseparable)
  const prefix = verbs.inseparable.find(
    (candidate) => base.startsWith(candidate) && verbs.strong[base.slice(candidate.length)] !== undefined,
  )
  if (prefix !== undefined) {
    const rest = base.slice(prefix.length)
    const parts = verbs.strong[rest]
    if (parts !== undefined) return strongParadigm(rest, parts, prefix)
  }
  return weakParadigm(base, verbs.inseparable)
}

function strongParadigm(
  base: string,
  parts: readonly [string, string, string, string],
  prefix: string,
): Paradigm {
  const [present, past, participle, subjunctive] = parts
  const stem = base.endsWith('en') ? base.slice(0, -2) : base.slice(0, -1)
  const finite: { form: string; tense: Tense; plural: boolean }[] = [
    { form: present, tense: 'pres', plural: false },
    { form: base, tense: 'pres', plural: true },
    { form: past, tense: 'past', plural: false },
    { form: past.endsWith('e') ? `${past}n` : `${past}en`, tense: 'past', plural: true },
    { form: `${stem}e`, tense: 'k1', plural: false },
  ]
  if (subjunctive !== past && !subjunctive.endsWith('t') && !subjunctive.endsWith('e')) {
    finite.push(
      { form: `${subjunctive}e`, tense: 'k2', plural: false },
      { form: `${subjunctive}en`, tense: 'k2', plural: true },
    )
  }
  const bare =
    prefix !== '' && participle.startsWith('ge') && !base.startsWith('ge') ? participle.slice(2) : participle
  return {
    finite: finite.map((entry) => ({ ...entry, form: prefix + entry.form })),
    participle: prefix + bare,
  }
}

function weakParadigm(base: string, inseparable: readonly string[]): Paradigm {
  const stem = base.endsWith('en') ? base.slice(0, -2) : base.slice(0, -1)
  const link = /[td]$|[^aeiouäöülrhmn][mn]$|ch[mn]$/.test(stem) ? 'e' : ''
  const bare =
    base.endsWith('ieren') ||
    inseparable.some((prefix) => base.startsWith(prefix) && base.length > prefix.length + 3)
  return {
    finite: [
      { form: `${stem}${link}t`, tense: 'pres', plural: false },
      { form: base, tense: 'pres', plural: true },
      { form: `${stem}e`, tense: 'k1', plural: false },
      { form: `${stem}${link}te`, tense: 'past', plural: false },
      { form: `${stem}${link}ten`, tense: 'past', plural: true },
    ],
    participle: `${bare ? '' : 'ge'}${stem}${link}t`,
  }
}
