import { acceptable, genderOf, isListed, readName, type NameRun } from './name-runs.ts'
import { isShouted } from './gazetteer.ts'
import { addPerson } from './person-items.ts'
import { attachApposition, attachHolder, chainOffices } from './office-holders.ts'
import { isArticle } from './phrases.ts'
import { wordKind } from './word-kinds.ts'
import { isAcronym, isCapitalised, type SentenceWork } from './work.ts'

/** Finds persons by office, form of address, listed names and verbs of saying. */
export function findPersons(work: SentenceWork): void {
  for (const role of work.roles) attachHolder(work, role)
  for (const role of work.roles) attachApposition(work, role)
  chainOffices(work)
  findAddressed(work)
  // In a line of capitals every word looks like a name.
  if (isShouted(work)) return
  findNamed(work)
  findSpeakers(work)
}

function findAddressed(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    const listed = work.is(at, wordKind.addressed)
    if (!listed && !isPersonCompound(work, at)) continue
    const word = work.word(at)
    const honorific = listed && work.pack.words.honorifics.has(word)
    if (work.at(at) !== undefined) continue
    const run = readName(work, at + 1, honorific ? 'office' : 'apposition')
    if (run === undefined || work.at(run.from)?.type === 'PER') continue
    if (!honorific && acceptable(work, run) < 0.5 && !(run.words.length > 1)) continue
    const gender =
      /^(?:Frau|Lady|Dame|Mrs\.|Ms\.|Madame|Professorin)$/.test(word) || (!honorific && word.endsWith('in'))
        ? 'f'
        : /^(?:Herr|Herrn|Lord|Sir|Mr\.|Monsieur)$/.test(word)
          ? 'm'
          : undefined
    addPerson(
      work,
      run,
      { words: run.words, gender },
      honorific ? 'mention.person.address' : 'mention.person.noun',
      honorific ? 0.93 : 0.75,
    )
  }
}

/** "Afrikaforscherin X", "Energieexperte Y": a compound of a noun of persons, before two words that may be a name. */
function isPersonCompound(work: SentenceWork, at: number): boolean {
  const word = work.word(at)
  if (word.length < 9 || !isCapitalised(work.tokens[at]) || !isCapitalised(work.tokens[at + 2])) return false
  if (!isCapitalised(work.tokens[at + 1])) return false
  for (let from = 3; from <= word.length - 5; from += 1) {
    if (work.pack.words.personNouns.has(word.charAt(from).toUpperCase() + word.slice(from + 1))) return true
  }
  return false
}

function findNamed(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    if (work.at(at)?.type === 'PER') continue
    let run = readName(work, at, 'free')
    if (run === undefined) continue
    if (companyAfter(work, run)) continue
    // "in Puno": nobody is a place, and a family name may be one.
    if (run.words.length === 1 && (work.lower(at - 1) === 'in' || work.lower(at - 1) === 'nach')) continue
    // "Polizeipräfekt Laurent Nuñez": an unlisted noun before a given name is no part of the name.
    if (
      run.words.length > 2 &&
      !isListed(work, run.words[0] ?? '') &&
      work.pack.names.given(run.words[1] ?? '') !== undefined
    ) {
      run = { from: run.from + 1, to: run.to, words: run.words.slice(1) }
    }
    let prior = acceptable(work, run)
    // "Unterdessen Orbán": the first word of a sentence is capitalised in any case.
    if (run.words.length > 1 && work.opens(at) && !isListed(work, run.words[0] ?? '')) {
      run = { from: run.from + 1, to: run.to, words: run.words.slice(1) }
      prior = acceptable(work, run)
    }
    if (prior < 0.5) {
      at = Math.max(at, run.to - 1)
      continue
    }
    if (run.words.length > 1 && isUnlistedBody(work, run)) {
      at = run.to - 1
      continue
    }
    addPerson(
      work,
      run,
      { words: run.words, gender: genderOf(work, run.words) },
      'mention.person.name',
      prior,
    )
    at = run.to - 1
  }
}

/** "Heihe Rural Commercial Bank": a run that a word of companies closes. */
function companyAfter(work: SentenceWork, run: NameRun): boolean {
  if (!work.pack.words.companySuffixes.has(work.word(run.to)) || work.at(run.to) !== undefined) return false
  if (work.pack.names.given(run.words[0] ?? '') !== undefined) return false
  const city = work.at(run.from - 1)
  const from = city?.type === 'GPE' && city.to === run.from ? city.from : run.from
  const name = work.text.slice(work.tokens[from]?.start, work.tokens[run.to]?.end)
  return work.add({
    from,
    to: run.to + 1,
    type: 'ORG',
    form: 'name',
    target: {
      kind: 'label',
      label: { type: 'ORG', key: `name:${name.toLowerCase()}`, canonical: name, nil: true },
    },
    rule: 'mention.body.suffix',
    prior: 0.7,
  })
}

/** "Abc Group", "in Los Xyz": several capitalised unknown words that are no person. */
function isUnlistedBody(work: SentenceWork, run: NameRun): boolean {
  const last = run.words.at(-1) ?? ''
  const name = run.words.join(' ')
  if (work.pack.words.companySuffixes.has(last)) {
    work.add({
      from: run.from,
      to: run.to,
      type: 'ORG',
      form: 'name',
      target: {
        kind: 'label',
        label: { type: 'ORG', key: `name:${name.toLowerCase()}`, canonical: name, nil: true },
      },
      rule: 'mention.body.suffix',
      prior: 0.7,
    })
    return true
  }
  if (isListed(work, run.words[0] ?? '') || isListed(work, last)) return false
  const before = work.lower(run.from - 1)
  if (isArticle(before) || ['im', 'beim', 'vom', 'zum', 'zur', 'am'].includes(before)) {
    // "die Rapid Response Unit": persons carry no article.
    work.add({
      from: run.from,
      to: run.to,
      type: 'ORG',
      form: 'name',
      target: {
        kind: 'label',
        label: { type: 'ORG', key: `name:${name.toLowerCase()}`, canonical: name, nil: true },
      },
      rule: 'mention.body.article',
      prior: 0.5,
    })
    return true
  }
  if (before === 'in' || before === 'nach' || before === 'aus' || before === 'bei') {
    work.add({
      from: run.from,
      to: run.to,
      type: 'GPE',
      form: 'name',
      target: {
        kind: 'label',
        label: { type: 'GPE', key: `place:${name.toLowerCase()}`, canonical: name, nil: true },
      },
      rule: 'mention.place.preposition',
      prior: 0.5,
    })
    return true
  }
  return false
}

/** "…“, sagte Sybiha.", "Sybiha erklärte, …": one unknown word beside a verb of saying. */
function findSpeakers(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    if (!work.is(at, wordKind.saying)) continue
    for (const beside of [at + 1, at - 1]) {
      if (work.at(beside) !== undefined) continue
      const token = work.tokens[beside]
      if (token === undefined || !isCapitalised(token) || token.kind !== 'word' || isAcronym(token.text))
        continue
      if (
        beside < at &&
        beside > 0 &&
        !work.opens(beside) &&
        ![',', 'und', 'dass', 'wie'].includes(work.lower(beside - 1))
      )
        continue
      // "Seinerseits betonte der Minister …": an adverb at the head of the sentence.
      if (/(?:erseits|weise|dessen|dings|mals|falls)$/.test(token.lower)) continue
      if (beside > at && isCapitalised(work.tokens[beside + 1]) && !work.opens(beside)) {
        findFullSpeaker(work, beside)
        continue
      }
      const run = readName(work, beside, 'free')
      if (run === undefined || run.words.length !== 1 || token.text.length < 3) continue
      if (
        work.pack.nouns.likely(token.text) ||
        (/(?:e|en|er|es|em)$/.test(token.text) && beside < at && !isListed(work, token.text))
      )
        continue
      addPerson(work, run, { words: run.words }, 'mention.person.speaker', 0.65)
    }
  }
}

/** "…“, sagte Almuth Reiber, Sprecherin des Verbands": two or three unknown words after the verb, up to a mark. */
function findFullSpeaker(work: SentenceWork, at: number): void {
  let to = at
  while (to < at + 4 && isCapitalised(work.tokens[to]) && work.tokens[to]?.kind === 'word') to += 1
  if (to - at < 2 || to - at > 3) return
  const run = { from: at, to, words: work.tokens.slice(at, to).map((token) => token.text) }
  const next = work.tokens[run.to]
  if (
    next !== undefined &&
    next.kind !== 'punctuation' &&
    !['vom', 'von', 'am', 'in', 'der', 'dem'].includes(next.lower)
  )
    return
  const [first = '', second = ''] = run.words
  const apposed = next?.text === ',' && isCapitalised(work.tokens[run.to + 1])
  if (
    run.words.some((word) => isAcronym(word)) ||
    (work.pack.nouns.likely(first) && work.pack.nouns.likely(second))
  )
    return
  if (work.pack.nouns.likely(first) && !apposed) return
  for (let token = run.from; token < run.to; token += 1) if (work.at(token) !== undefined) return
  addPerson(work, run, { words: run.words }, 'mention.person.speaker', 0.65)
}
