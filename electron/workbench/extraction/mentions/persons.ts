import { splitName, isParticle } from '../names/order.ts'
import { fold } from '../names/fold.ts'
import { isArticle, isDefinite } from './phrases.ts'
import { isAcronym, isCapitalised, type PersonClue, type RoleItem, type SentenceWork } from './work.ts'

const eastAsian = new Set(['chinese', 'korean', 'vietnamese'])
const longestName = 6

/** How sure the surroundings are that a name follows. */
type Expectation = 'office' | 'apposition' | 'free'

/** A run of words that may be a name. */
interface NameRun {
  readonly from: number
  readonly to: number
  readonly words: readonly string[]
}

/** Finds persons by office, form of address, listed names and verbs of saying. */
export function findPersons(work: SentenceWork): void {
  for (const role of work.roles) attachHolder(work, role)
  for (const role of work.roles) attachApposition(work, role)
  chainOffices(work)
  findAddressed(work)
  findNamed(work)
  findSpeakers(work)
}

function clueOf(role: RoleItem, words: readonly string[], country = role.country): PersonClue {
  return {
    words,
    country,
    sector: role.sector,
    office: role.key,
    gender: role.feminine
      ? 'f'
      : /minister|präsident|chef|kanzler|sekretär/.test(role.key) && !role.plural
        ? 'm'
        : undefined,
  }
}

/** "Präsident Wladimir Putin", "der Außenminister Russlands, Sergej Lawrow,", "Die Präsidenten Russlands und Vietnams, A bzw. B". */
function attachHolder(work: SentenceWork, role: RoleItem): void {
  if (role.plural) {
    attachHolders(work, role)
    return
  }
  if (
    work.lower(role.looseTo) === ',' ||
    role.looseTo === role.phraseTo ||
    isCapitalised(work.tokens[role.looseTo])
  )
    attachAt(work, role, role.looseTo)
}

function attachAt(work: SentenceWork, role: RoleItem, phraseTo: number): void {
  let at = phraseTo
  const comma = work.lower(at) === ','
  if (comma) at += 1
  if (role.counterpart && comma) return
  const loose = phraseTo > role.phraseTo
  const run = readName(work, at, comma || loose ? 'apposition' : 'office')
  if (run === undefined) return
  if (loose && !comma && run.words.length < 2) return
  if (comma && !plausibleApposition(work, run)) return
  attach(
    work,
    role,
    run,
    clueOf(role, run.words),
    comma ? 'mention.person.apposition' : 'mention.person.office',
    comma ? 0.88 : 0.93,
  )
}

/**
 * "der Premierminister und Verteidigungsminister von Laos, General X": offices in a row have one holder, and
 * the country named at one of them holds for all.
 */
function chainOffices(work: SentenceWork): void {
  for (let index = work.roles.length - 2; index >= 0; index -= 1) {
    const role = work.roles[index]
    const next = work.roles[index + 1]
    if (role === undefined || next === undefined || role.plural || work.holders.has(role)) continue
    const holder = work.holders.get(next)
    if (holder === undefined || holder.from < next.head) continue
    let at = role.phraseTo
    if (['und', ',', 'sowie'].includes(work.lower(at))) at += 1
    if (at !== next.phraseFrom && at !== next.from) continue
    if (role.country !== undefined && next.country !== undefined && role.country !== next.country) continue
    work.holders.set(role, holder)
  }
}

function attachHolders(work: SentenceWork, role: RoleItem): void {
  let at = role.phraseTo
  if (work.lower(at) === ',') at += 1
  const runs: NameRun[] = []
  while (runs.length < 8) {
    const run = readName(work, at, runs.length === 0 && at === role.phraseTo ? 'office' : 'apposition')
    if (run === undefined) break
    runs.push(run)
    const next = work.lower(run.to)
    if (next === 'und' || next === 'bzw.' || next === 'sowie' || next === ',' || next === 'beziehungsweise')
      at = run.to + 1
    else break
  }
  if (runs.length < 2 && !(runs.length === 1 && (runs[0]?.words.length ?? 0) > 1)) return
  runs.forEach((run, index) => {
    const country = role.countries.length === runs.length ? role.countries[index] : role.country
    attach(
      work,
      role,
      run,
      clueOf({ ...role, plural: false }, run.words, country),
      'mention.person.list',
      0.88,
    )
  })
}

/** "Zhang Youxia, Vizepräsident der …": the office follows the name. */
function attachApposition(work: SentenceWork, role: RoleItem): void {
  let at = role.phraseFrom - 1
  if (isDefinite(work.lower(at)) || work.lower(at) === 'ein' || work.lower(at) === 'eine') at -= 1
  if ((work.lower(at) !== ',' && work.lower(at) !== '(') || work.holders.has(role) || role.plural) return
  const known = work.at(at - 1)
  if (known?.type === 'PER') work.holders.set(role, known)
  if (known !== undefined) return
  for (let from = Math.max(0, at - longestName); from < at; from += 1) {
    const run = readName(work, from, 'free')
    if (run?.to === at && acceptable(work, run) >= 0.5) {
      attach(work, role, run, clueOf(role, run.words), 'mention.person.apposition', 0.85)
      return
    }
  }
}

function plausibleApposition(work: SentenceWork, run: NameRun): boolean {
  const first = run.words[0] ?? ''
  if (work.pack.names.given(first) !== undefined || work.pack.names.family(first).length > 0) return true
  if (run.words.length > 1) return true
  const after = work.lower(run.to)
  return (after === ',' || after === '') && !work.pack.nouns.likely(first)
}

function findAddressed(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    const word = work.word(at)
    const honorific = work.pack.words.honorifics.has(word)
    if (!honorific && !work.pack.words.personNouns.has(word)) continue
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

function findNamed(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    if (work.at(at)?.type === 'PER') continue
    let run = readName(work, at, 'free')
    if (run === undefined) continue
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
    if (!work.pack.words.saying.has(work.lower(at))) continue
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
      if (beside > at && isCapitalised(work.tokens[beside + 1]) && !work.opens(beside)) continue
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

function isListed(work: SentenceWork, word: string): boolean {
  const bare = word.replace(/(?:s|’)$/, '')
  return [word, bare].some(
    (form) => work.pack.names.given(form) !== undefined || work.pack.names.family(form).length > 0,
  )
}

function genderOf(work: SentenceWork, words: readonly string[]): 'm' | 'f' | undefined {
  if (words.length < 2) return undefined
  const given = work.pack.names.given(words[0] ?? '')
  if (given === undefined || given.male === given.female) return undefined
  return given.male ? 'm' : 'f'
}

/** Probability that a run found without an announcing word is a person. */
function acceptable(work: SentenceWork, run: NameRun): number {
  const { names, nouns } = work.pack
  const first = run.words[0] ?? ''
  const last = run.words.at(-1) ?? ''
  const stem = last.replace(/(?:s|’)$/, '')
  const given = names.given(first)
  const family = [...names.family(last), ...names.family(stem)]
  const firstFamily = names.family(first)
  if (run.words.length === 1) {
    if (first.length < 4 || nouns.likely(first) || nouns.likely(stem)) return 0
    if (family.length === 0 || family.every((culture) => eastAsian.has(culture))) return 0
    // A word that is also a given name alone is left to what the article says elsewhere.
    return given === undefined ? 0.75 : 0.55
  }
  if (given !== undefined && family.length > 0) return 0.97
  if (firstFamily.some((culture) => eastAsian.has(culture)) && run.words.length <= 4 && !nouns.listed(last))
    return 0.9
  if (given !== undefined) return 0.88
  if (family.length > 0) return 0.8
  if (work.opens(run.from)) return 0.3
  return 0.55
}

/**
 * Reads a name from token `at`: capitalised words, initials and name particles, up to the first word that
 * is an office, an ordinary noun or something else the gazetteer knows.
 */
export function readName(work: SentenceWork, at: number, expectation: Expectation): NameRun | undefined {
  const { names, nouns, offices } = work.pack
  if (expectation === 'free' && !isCapitalised(work.tokens[at])) return undefined
  const words: string[] = []
  let to = at
  for (let next = at; next < work.tokens.length && words.length < longestName; next += 1) {
    const token = work.tokens[next]
    if (token === undefined) break
    if (words.length > 0 || expectation === 'office') {
      if (
        isParticle(token.text) &&
        token.kind === 'word' &&
        token.text === token.lower &&
        particleLeadsOn(work, next, words.length)
      ) {
        words.push(token.text)
        continue
      }
    }
    if (isInitial(token.text) && (words.length > 0 || isCapitalised(work.tokens[next + 1]))) {
      words.push(token.text)
      if (work.word(next + 1) === '.') next += 1
      to = next + 1
      continue
    }
    // "Johannes Paul II.", "Charles III."
    if (words.length > 0 && /^[IVX]+\.?$/.test(token.text)) {
      words.push(token.text)
      to = next + 1
      break
    }
    if (!isCapitalised(token) || token.text.length < 2) break
    const covering = work.at(next)
    if (covering !== undefined) {
      if (covering.type === 'PER') break
      const asName =
        (names.given(token.text) !== undefined || names.family(token.text).length > 0) &&
        covering.to - covering.from === 1 &&
        covering.type === 'GPE'
      const leads = words.length > 0 || isListedNext(work, next + 1)
      if (!asName || !leads) break
    }
    const titled = offices.find(token.text) !== undefined
    if (titled && (words.length === 0 || names.family(token.text).length === 0)) break
    if (work.pack.words.honorifics.has(token.text) || work.pack.words.personNouns.has(token.text)) break
    const listed = names.given(token.text) !== undefined || names.family(token.text).length > 0
    const functional = nouns.functional(token.text) && !work.opens(next)
    if (!functional && nouns.likely(token.text)) {
      // "Fischer", "Weber": a name after a given name or an office, an ordinary noun otherwise.
      const afterGiven =
        words.length > 0 &&
        names.given(words.at(-1) ?? '') !== undefined &&
        (!nouns.listed(token.text) || words.length === 1)
      const inName = listed && (words.length > 0 || expectation === 'office')
      const asGiven = names.given(token.text) !== undefined && isListedNext(work, next + 1)
      if (!inName && !asGiven && !afterGiven) break
      if (inName && !afterGiven && words.length > 0 && names.family(token.text).length === 0) break
    } else if (
      !listed &&
      words.length > 0 &&
      endsLikeGenitive(words.at(-1) ?? '') &&
      expectation !== 'office' &&
      names.family((words.at(-1) ?? '').slice(0, -1)).length > 0 &&
      names.family(words.at(-1) ?? '').length === 0
    )
      break
    if (token.text.includes('-') && !listed && !isNameCompound(work, token.text)) break
    words.push(token.text)
    to = next + 1
  }
  while (words.length > 0 && isParticle(words.at(-1) ?? '') && words.at(-1) === words.at(-1)?.toLowerCase())
    words.pop()
  return words.length === 0 || to <= at ? undefined : { from: at, to, words }
}

function endsLikeGenitive(word: string): boolean {
  return /[^s]s$/.test(word)
}

function isListedNext(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (!isCapitalised(token) || token === undefined) return false
  if (
    work.pack.names.family(token.text).length > 0 ||
    work.pack.names.family(token.text.replace(/s$/, '')).length > 0
  )
    return true
  return (
    !work.pack.nouns.likely(token.text) &&
    work.at(at) === undefined &&
    work.pack.offices.find(token.text) === undefined
  )
}

/** "Lee Jae-myung", "Kassym-Jomart", "Göring-Eckardt": parts that are names or at least no nouns. */
function isNameCompound(work: SentenceWork, text: string): boolean {
  const parts = text.split('-')
  const last = parts.at(-1) ?? ''
  if (parts.length > 3 || work.pack.nouns.likely(last) || work.pack.offices.find(text) !== undefined)
    return false
  if (
    parts.some((part) => work.pack.names.given(part) !== undefined || work.pack.names.family(part).length > 0)
  )
    return true
  return /^\p{Lu}\p{Ll}+-\p{Ll}+$/u.test(text) || /^(?:al|el|as|an|ar|at|asch|ash)-/i.test(text)
}

function particleLeadsOn(work: SentenceWork, at: number, words: number): boolean {
  const lower = work.lower(at)
  // "Präsident der Ukraine": an article is a particle only between other particles or after "von", "van".
  if (['der', 'den', 'die', 'das', 'des'].includes(lower)) {
    const before = work.lower(at - 1)
    return (before === 'von' || before === 'van') && isCapitalised(work.tokens[at + 1])
  }
  if (['zu', 'zur', 'zum', 'vom', 'e', 'y', 'du'].includes(lower) && words === 0) return false
  const next = work.tokens[at + 1]
  if (next === undefined) return false
  if (isParticle(next.text) && next.text === next.lower)
    return isCapitalised(work.tokens[at + 2]) && (lower === 'von' || lower === 'van' || lower === 'de')
  if (!isCapitalised(next)) return false
  const item = work.at(at + 1)
  if (lower === 'von') return item === undefined && !work.pack.nouns.likely(next.text)
  return item === undefined || item.type === 'PER'
}

function isInitial(text: string): boolean {
  return text.length <= 2 && /^\p{Lu}\.?$/u.test(text)
}

/** Enters a person and, where it was added, as the holder of the office. */
function attach(
  work: SentenceWork,
  role: RoleItem,
  run: NameRun,
  clue: PersonClue,
  rule: string,
  prior: number,
): void {
  addPerson(work, run, clue, rule, prior)
  const item = work.at(run.from)
  if (item?.type === 'PER') work.holders.set(role, item)
}

function addPerson(work: SentenceWork, run: NameRun, clue: PersonClue, rule: string, prior: number): void {
  for (let at = run.from; at < run.to; at += 1) {
    const item = work.at(at)
    if (item !== undefined && item.type !== 'PER') work.remove(item)
  }
  const gender = clue.gender ?? genderOf(work, run.words)
  work.add({
    from: run.from,
    to: run.to,
    type: 'PER',
    form: 'name',
    target: { kind: 'person', clue: { ...clue, gender } },
    rule,
    prior,
  })
}

/** Culture a name most likely comes from, by its words and the country of the office. */
export function cultureOf(
  work: Pick<SentenceWork, 'pack'>,
  words: readonly string[],
  country: string | undefined,
): string | undefined {
  const { names } = work.pack
  const byCountry =
    country === undefined
      ? undefined
      : (
          {
            VNM: 'vietnamese',
            CHN: 'chinese',
            TWN: 'chinese',
            KOR: 'korean',
            PRK: 'korean',
            SGP: 'chinese',
          } as Readonly<Record<string, string>>
        )[country]
  const first = words[0] ?? ''
  const cultures = names.family(first)
  if (byCountry !== undefined && cultures.includes(byCountry)) return byCountry
  if (words.length > 1) {
    if (country !== undefined && byCountry === undefined) return names.given(first)?.cultures[0] ?? 'other'
    const asian = cultures.filter((culture) => eastAsian.has(culture))
    const given = names.given(first)
    if (asian.length > 0 && given === undefined) {
      if (words.length >= 3 && asian.includes('vietnamese'))
        return fold(words[1] ?? '').length <= 5 ? 'vietnamese' : asian[0]
      if (words.length === 3 && asian.includes('korean')) return 'korean'
      return asian[0]
    }
    return given?.cultures[0]
  }
  return cultures.length === 1 ? cultures[0] : undefined
}

/** Family name and form of address of a full name. */
export function partsOf(
  work: Pick<SentenceWork, 'pack'>,
  words: readonly string[],
  country: string | undefined,
): ReturnType<typeof splitName> & { readonly culture: string | undefined } {
  const culture = cultureOf(work, words, country)
  const order = culture === undefined ? 'given-first' : work.pack.names.order(culture)
  return { ...splitName(words, order, culture ?? ''), culture }
}
