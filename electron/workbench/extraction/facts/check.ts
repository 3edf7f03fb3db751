import type { Codebook } from '../../../../shared/model/codebook.ts'
import { compileFactLexicon, type FactGrammar } from './compile.ts'
import type { FactLexicon, Frame } from './lexicon.ts'

/**
 * What is wrong with the fact lexicon, in words a person can act on: entries listed twice, entries no text can
 * reach, frames that ask for what the codebook does not have. Empty where all is well.
 */
export function checkFactLexicon(lexicon: FactLexicon, codebook: Codebook): readonly string[] {
  const grammar = compileFactLexicon(lexicon)
  return [
    ...(Object.keys(lexicon) as (keyof FactLexicon)[])
      .filter((file) => file !== 'frames')
      .flatMap((file) => listedTwice(lexicon[file], file)),
    ...twice(
      lexicon.frames.frames.map((frame) => frame.id),
      'frames',
    ),
    ...lexicon.frames.frames.flatMap((frame) => checkFrame(frame, grammar, codebook)),
    ...checkVerbs(lexicon, grammar),
  ]
}

/** Lists anywhere in a value, by the path to them. */
function listedTwice(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value))
    return twice(
      value.filter((entry): entry is string => typeof entry === 'string'),
      path,
    )
  if (typeof value !== 'object' || value === null || path === 'verbs.strong') return []
  return Object.entries(value).flatMap(([key, inner]) => listedTwice(inner, `${path}.${key}`))
}

function twice(entries: readonly string[], path: string): readonly string[] {
  const seen = new Set<string>()
  return entries.flatMap((entry) => {
    if (seen.has(entry)) return [`${path}: "${entry}" is listed twice`]
    seen.add(entry)
    return []
  })
}

function checkFrame(frame: Frame, grammar: FactGrammar, codebook: Codebook): readonly string[] {
  const problems: string[] = []
  const at = `frame ${frame.id}`
  const type = codebook.factTypes.find((one) => one.id === frame.type)
  if (type === undefined) return [`${at}: the codebook has no type "${frame.type}"`]
  const roles = new Set([...type.slots, ...codebook.commonSlots].map((slot) => slot.role))
  for (const role of [...Object.keys(frame.slots), ...Object.keys(frame.set)])
    if (!roles.has(role)) problems.push(`${at}: type ${frame.type} has no role "${role}"`)
  for (const need of frame.needs)
    for (const role of need.split('|'))
      if (!(role in frame.slots)) problems.push(`${at}: needs "${role}", which no slot fills`)
  if (frame.verbs.length === 0 && frame.nouns.length === 0) problems.push(`${at}: has neither verb nor noun`)
  for (const list of ['verbs', 'nouns', 'with', 'without'] as const) {
    problems.push(...twice(frame[list], `${at}.${list}`))
    for (const word of frame[list])
      if (word !== word.toLowerCase())
        problems.push(`${at}.${list}: "${word}" is never met, words are compared in lower case`)
  }
  for (const lemma of frame.verbs) {
    if (lemma.startsWith('*')) {
      if (!(lemma.slice(1) in grammar.grammar.modals))
        problems.push(`${at}: "${lemma.slice(1)}" is no modal verb`)
      continue
    }
    const bar = lemma.indexOf('|')
    if (bar >= 0 && !grammar.prefixes.has(lemma.slice(0, bar)))
      problems.push(`${at}: "${lemma}" is never met apart, its prefix is not listed`)
    const helper = lemma in grammar.grammar.auxiliaries || lemma in grammar.grammar.modals
    if (!grammar.lemmas.has(lemma) && !helper) problems.push(`${at}: no form of "${lemma}" is known`)
  }
  return problems
}

/** A verb is weak or strong, and its separated prefix is one. */
function checkVerbs(lexicon: FactLexicon, grammar: FactGrammar): readonly string[] {
  const { strong, weak, separable } = lexicon.verbs
  return [
    ...weak.filter((verb) => verb in strong).map((verb) => `verbs: "${verb}" is both weak and strong`),
    ...separable
      .filter((verb) => !grammar.prefixes.has(verb.slice(0, verb.indexOf('|'))))
      .map((verb) => `verbs.separable: the prefix of "${verb}" is not listed`),
  ]
}
