import { addPerson } from './person-items.ts'
import { acceptable, longestName, readName, type NameRun } from './name-runs.ts'
import { isDefinite, originAt } from './phrases.ts'
import { isCapitalised, type PersonClue, type RoleItem, type SentenceWork } from './work.ts'

/** "Präsident Wladimir Putin", "der Außenminister Russlands, Sergej Lawrow,", "Die Präsidenten Russlands und Vietnams, A bzw. B". */
export function attachHolder(work: SentenceWork, role: RoleItem): void {
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
  // "der Gesandte der Liga, der Norweger X": where the holder comes from stands between.
  if (comma && isDefinite(work.lower(at)) && isCapitalised(work.tokens[at + 1]) && originAt(work, at + 1))
    at += 2
  if (role.counterpart && comma) return
  // A name that was decided in the project stands there already.
  const decided = work.at(at)
  if (decided?.rule === 'mention.learned' && decided.type === 'PER' && decided.from === at && !comma) {
    work.holders.set(role, decided)
    return
  }
  const loose = phraseTo > role.phraseTo
  const run = readName(work, at, comma || loose ? 'apposition' : 'office')
  if (run === undefined) return
  if (loose && !comma && (run.words.length < 2 || followsName(work, role))) return
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

/** "Ines Rocha, Vorsitzende des Bauernverbands Nova Terra": the holder stands before, so that what follows names the body. */
function followsName(work: SentenceWork, role: RoleItem): boolean {
  const last = work.tokens[role.phraseFrom - 2]
  const first = work.tokens[role.phraseFrom - 3]
  return (
    work.lower(role.phraseFrom - 1) === ',' &&
    last !== undefined &&
    isCapitalised(last) &&
    isCapitalised(first) &&
    !work.pack.nouns.functional(last.text)
  )
}

/**
 * "der Premierminister und Verteidigungsminister von Laos, General X": offices in a row have one holder, and
 * the country named at one of them holds for all.
 */
export function chainOffices(work: SentenceWork): void {
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
export function attachApposition(work: SentenceWork, role: RoleItem): void {
  let at = role.phraseFrom - 1
  if (isDefinite(work.lower(at)) || work.lower(at) === 'ein' || work.lower(at) === 'eine') at -= 1
  if ((work.lower(at) !== ',' && work.lower(at) !== '(') || work.holders.has(role) || role.plural) return
  const known = work.at(at - 1)
  if (known?.type === 'PER') work.holders.set(role, known)
  if (known !== undefined) return
  // "Weberling, Innenminister der …": a word like others, but for what decisions taught.
  const word = work.word(at - 1)
  if (work.isTaughtName(word) && !isCapitalised(work.tokens[at - 2])) {
    const run = { from: at - 1, to: at, words: [word] }
    attach(work, role, run, clueOf(role, run.words), 'mention.person.apposition', 0.85)
    return
  }
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
