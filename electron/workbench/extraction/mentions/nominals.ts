import { findAnaphors } from '../coreference/anaphors.ts'
import { isAdjectiveLike, isDefinite, originAt } from './phrases.ts'
import { entryOf, isCapitalised, type GroupKind, type SentenceWork } from './work.ts'
import { numerals, thirdPerson, wordKind } from './word-kinds.ts'
import type { GazetteerEntry } from './pack.ts'

/** Offices as mentions, holders without a name, groups and pronouns. */
export function findNominals(work: SentenceWork): void {
  findOfficeMentions(work)
  findGroups(work)
  findPronouns(work)
  findAnaphors(work)
}

function findOfficeMentions(work: SentenceWork): void {
  for (const role of work.roles) {
    const office = work.pack.offices.find(work.word(role.head))
    const held = work.holders.has(role)
    const attributed =
      role.looseTo > role.phraseTo ||
      role.country !== undefined ||
      role.phraseTo > role.to ||
      role.key.includes('@')
    const apposed = work.lower(role.phraseFrom - 1) === ',' || work.lower(role.phraseFrom - 2) === ','
    if (!held && office?.head.bare === false && !attributed && !apposed) continue
    if (!held && office?.ambiguous === true && !attributed && !apposed && !role.definite) continue
    if (role.plural && !held && !attributed && !/^beide[nr]?$/.test(work.lower(role.phraseFrom - 1))) continue
    if (
      role.plural &&
      !held &&
      (office?.head.pluralGeneric === true || /(?:staats|regierungs)chef/.test(role.key))
    )
      continue
    if (role.counterpart) continue
    if (!held && office?.head.pluralGeneric === true && !role.definite && role.phraseTo === role.to) continue
    work.add({
      from: role.from,
      to: role.to,
      type: 'ROLE',
      form: 'name',
      target: {
        kind: 'label',
        label: {
          type: 'ROLE',
          key: `office:${role.key.replace(/@.*$/, '')}`,
          canonical: role.label,
          subtype: role.level,
          sector: role.sector,
        },
      },
      rule: 'mention.office',
      prior: held ? 0.95 : 0.85,
    })
    if (held || role.plural || !(role.definite || attributed)) continue
    if (apposed && hasPersonBefore(work, role.phraseFrom)) continue
    // Article and status words stay outside: "der ehemalige [russische Präsident]".
    let from = role.from
    while (from > role.phraseFrom && originAt(work, from - 1) !== undefined) from -= 1
    if (
      work.lower(role.phraseFrom - 1) === 'ein' ||
      work.lower(role.phraseFrom - 1) === 'eine' ||
      work.lower(role.phraseFrom - 1) === 'als'
    )
      continue
    work.add({
      from,
      to: role.phraseTo,
      type: 'PER',
      form: 'nominal',
      target: {
        kind: 'holder',
        office: role.key,
        label: role.label,
        country: role.country,
        gender: role.feminine ? 'f' : undefined,
        sector: role.sector,
        plural: false,
      },
      rule: 'mention.holder',
      prior: 0.75,
    })
  }
}

function hasPersonBefore(work: SentenceWork, phraseFrom: number): boolean {
  for (let at = phraseFrom - 1; at >= Math.max(0, phraseFrom - 3); at -= 1)
    if (work.at(at)?.type === 'PER') return true
  return false
}

/** "beide Seiten", "die beiden Länder", "beider Staatschefs", "die russischen und chinesischen Verteidigungsministerien". */
function findGroups(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    if (!work.is(at, wordKind.group)) {
      if (work.word(at) === 'Seite' && isSideOf(work, at)) addSide(work, at)
      else if (
        work.lower(at + 1) === 'und' &&
        originAt(work, at) !== undefined &&
        originAt(work, at + 2) !== undefined
      )
        findJointGroup(work, at)
      continue
    }
    const lower = work.lower(at)
    if (numerals.has(lower)) {
      let head = at + 1
      if (isAdjectiveLike(work.word(head)) && !isCapitalised(work.tokens[head])) head += 1
      const kind = groupKind(work, head)
      if (kind === undefined) continue
      const before = work.lower(at - 1)
      const led = before === 'die' || before === 'den' || /^unser(?:e|en|er)$/.test(before)
      if (lower === 'zwei' && !led) continue
      work.add({
        from: led ? at - 1 : at,
        to: head + 1,
        type: 'GROUP',
        form: 'nominal',
        target: { kind: 'group', of: kind, noun: work.word(head) },
        rule: 'mention.group',
        prior: 0.9,
      })
    } else if (isPlainSides(work, at)) {
      work.add({
        from: at - 1,
        to: at + 1,
        type: 'GROUP',
        form: 'nominal',
        target: { kind: 'group', of: 'countries', noun: work.word(at) },
        rule: 'mention.group.sides',
        prior: 0.7,
      })
    } else if (
      lower.startsWith('unser') &&
      /^unser(?:e|en|er)$/.test(lower) &&
      ['Länder', 'Ländern', 'Völker', 'Völkern', 'Nationen', 'Staaten', 'Regierungen'].includes(
        work.word(at + 1),
      )
    ) {
      work.add({
        from: at,
        to: at + 2,
        type: 'GROUP',
        form: 'nominal',
        target: { kind: 'group', of: 'countries', noun: work.word(at + 1) },
        rule: 'mention.group.our',
        prior: 0.8,
      })
    } else if (
      lower.startsWith('unser') &&
      /^unser(?:e|em|es)?$/.test(lower) &&
      /^(?:Land|Landes|Lande)$/.test(work.word(at + 1))
    ) {
      work.add({
        from: at,
        to: at + 2,
        type: 'GPE',
        form: 'nominal',
        target: { kind: 'pronoun', pronoun: 'unser' },
        rule: 'mention.our-country',
        prior: 0.75,
      })
    } else if (
      work.lower(at + 1) === 'und' &&
      originAt(work, at) !== undefined &&
      originAt(work, at + 2) !== undefined
    )
      findJointGroup(work, at)
  }
}

/** "die chinesische Seite": the country at the table; "auf der chinesischen Seite der Grenze" is a place. */
function isSideOf(work: SentenceWork, at: number): boolean {
  return (
    entryOf(originAt(work, at - 1))?.type === 'GPE' &&
    isDefinite(work.lower(at - 2)) &&
    work.lower(at - 3) !== 'auf' &&
    !['der', 'des', 'von', 'vom'].includes(work.lower(at + 1))
  )
}

function addSide(work: SentenceWork, at: number): void {
  const entry = entryOf(originAt(work, at - 1))
  if (entry === undefined) return
  work.add({
    from: at - 1,
    to: at + 1,
    type: 'GPE',
    form: 'nominal',
    target: { kind: 'gazetteer', entry },
    rule: 'mention.side',
    prior: 0.85,
  })
}

/** "Die Seiten erörterten …", "zwischen den Seiten": the two that meet, where nothing says whose sides they are. */
function isPlainSides(work: SentenceWork, at: number): boolean {
  const lower = work.lower(at)
  if (lower !== 'seiten' || !isCapitalised(work.tokens[at])) return false
  const article = work.lower(at - 1)
  if (article !== 'die' && article !== 'den') return false
  return !['des', 'der', 'von', 'vom', 'im', 'in', 'auf', 'eines', 'einer', 'dieses'].includes(
    work.lower(at + 1),
  )
}

function groupKind(work: SentenceWork, head: number): GroupKind | undefined {
  const word = work.word(head)
  if (/minister(?:ien|ium)/.test(word.toLowerCase()) && /ministerien$/.test(word)) return 'ministries'
  if (work.pack.words.groupPersonNouns.has(word)) return 'persons'
  if (work.pack.words.groupNouns.has(word)) return 'countries'
  if (isCapitalised(work.tokens[head]) && work.pack.offices.find(word) !== undefined) return 'persons'
  return undefined
}

function findJointGroup(work: SentenceWork, at: number): void {
  const head = at + 3
  const word = work.word(head)
  const ministry = word.endsWith('ministerien')
  if (!ministry) return
  const members = [entryOf(originAt(work, at)), entryOf(originAt(work, at + 2))].filter(
    (entry): entry is GazetteerEntry => entry !== undefined,
  )
  const before = work.lower(at - 1)
  const led = before === 'die' || before === 'den'
  work.add({
    from: led ? at - 1 : at,
    to: head + 1,
    type: 'GROUP',
    form: 'nominal',
    target: { kind: 'group', of: 'ministries', members, noun: word },
    rule: 'mention.group.joint',
    prior: 0.85,
  })
}

/** Personal pronouns of the third person, and those of the first within quotations. */
function findPronouns(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (!work.is(at, wordKind.pronoun) || token?.kind !== 'word') continue
    const { lower } = token
    const third = thirdPerson.has(lower)
    const quoted = work.sentence.quotes.some((quote) => quote.start <= token.start && token.end <= quote.end)
    if (third === quoted) continue
    if (token.text === 'Sie' && !work.opens(at)) continue
    if (
      isDefinite(lower) &&
      lower.startsWith('sein') &&
      !isCapitalised(work.tokens[at + 1]) &&
      !isAdjectiveLike(work.word(at + 1))
    )
      continue
    if (lower === 'sein' && !isCapitalised(work.tokens[at + 1]) && !isCapitalised(work.tokens[at + 2]))
      continue
    const plural = lower === 'wir' || lower === 'sie'
    work.add({
      from: at,
      to: at + 1,
      type: plural ? 'GROUP' : 'PER',
      form: 'pronoun',
      target: { kind: 'pronoun', pronoun: lower },
      rule: 'mention.pronoun',
      prior: plural ? 0.5 : 0.65,
    })
  }
}
