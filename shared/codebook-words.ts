import type { Bilingual } from './model/codebook.ts'
import type { CodebookFault, CodebookProblem } from './model/codebook-check.ts'
import type { CodebookDifference, CodebookField } from './model/codebook-diff.ts'
import type { Language } from './model/vocabulary.ts'

/** `{v}` is what stands there. */
const faults: Readonly<Record<CodebookFault, Bilingual>> = {
  json: { en: 'this is not JSON ({v})', de: 'das ist kein JSON ({v})' },
  schema: { en: 'this is not a codebook: “schema” must be “{v}”', de: 'das ist kein Codebuch: „schema“ muss „{v}“ sein' },
  missing: { en: 'something is missing here', de: 'hier fehlt eine Angabe' },
  kind: { en: 'this is of the wrong kind: {v}', de: 'das ist von der falschen Art: {v}' },
  unknownKey: { en: 'a codebook has no “{v}” here', de: 'ein Codebuch kennt hier kein „{v}“' },
  choice: { en: '“{v}” is none of the words allowed here', de: '„{v}“ ist keines der hier erlaubten Wörter' },
  empty: { en: 'this must not be empty', de: 'das darf nicht leer sein' },
  tooLong: { en: 'this is longer than {v} characters', de: 'das ist länger als {v} Zeichen' },
  typeId: { en: '“{v}” is no id of a type: small letters, digits and _, a letter first', de: '„{v}“ ist keine ID eines Typs: Kleinbuchstaben, Ziffern und _, vorn ein Buchstabe' },
  role: { en: '“{v}” is no id of a slot: letters, digits and _, a small letter first', de: '„{v}“ ist keine ID eines Feldes: Buchstaben, Ziffern und _, vorn ein Kleinbuchstabe' },
  taken: { en: '“{v}” is there already, now or as a former name', de: '„{v}“ gibt es schon, jetzt oder als früheren Namen' },
  common: { en: '“{v}” is a slot of every type and cannot be renamed on one; change its label instead', de: '„{v}“ ist ein Feld aller Typen und lässt sich nicht an einem umbenennen; ändern Sie stattdessen die Beschriftung' },
  line: { en: 'the fact line names “{v}”, which is no slot of the type', de: 'die Faktenzeile nennt „{v}“, das kein Feld des Typs ist' },
  lineTwice: { en: 'the fact line names “{v}” twice', de: 'die Faktenzeile nennt „{v}“ zweimal' },
  group: { en: 'the group “{v}” must be named alike by each of its slots, and each must be required', de: 'die Gruppe „{v}“ müssen alle ihre Felder gleich nennen, und jedes muss erforderlich sein' },
  nothingFits: { en: 'nothing could fill “{v}”: choose kinds of mentions, words of the text, or values', de: 'nichts könnte „{v}“ füllen: wählen Sie Arten von Nennungen, Worte des Textes oder Werte' },
  event: { en: 'PLOVER has no event “{v}”', de: 'PLOVER kennt kein Ereignis „{v}“' },
  mode: { en: '“{v}” is no PLOVER mode: small letters and hyphens', de: '„{v}“ ist kein PLOVER-Modus: Kleinbuchstaben und Bindestriche' },
  cameo: { en: '“{v}” is no CAMEO code: two to four digits', de: '„{v}“ ist kein CAMEO-Kode: zwei bis vier Ziffern' },
  wikidata: { en: '“{v}” is no Wikidata number: P or Q and digits', de: '„{v}“ ist keine Wikidata-Nummer: P oder Q und Ziffern' },
  rule: { en: 'the program has no coding rule “{v}”', de: 'das Programm kennt keine Kodierregel „{v}“' },
  ruleType: { en: 'the rule names the type “{v}”, which is not there', de: 'die Regel nennt den Typ „{v}“, den es nicht gibt' },
  mentionType: { en: 'the kind of mention “{v}” is missing', de: 'die Art von Nennung „{v}“ fehlt' },
} // prettier-ignore

/** What is wrong, without the place: "“xx” is no CAMEO code: two to four digits". */
export const faultWords = ({ fault, value }: CodebookProblem, language: Language): string =>
  faults[fault][language].replace('{v}', () => value)

/** What is wrong and where: "factTypes › meeting › mapping › cameo: “xx” is no CAMEO code …". */
export const problemSentence = (problem: CodebookProblem, language: Language): string =>
  [problem.place, faultWords(problem, language)].filter((part) => part !== '').join(': ')

const fields: Readonly<Record<CodebookField, Bilingual>> = {
  'title.en': { en: 'title (English)', de: 'Titel (englisch)' },
  'title.de': { en: 'title (German)', de: 'Titel (deutsch)' },
  'source': { en: 'source', de: 'Quelle' },
  'id': { en: 'id', de: 'ID' },
  'kind': { en: 'group', de: 'Gruppe' },
  'label.en': { en: 'label (English)', de: 'Beschriftung (englisch)' },
  'label.de': { en: 'label (German)', de: 'Beschriftung (deutsch)' },
  'verb.en': { en: 'verb of the fact line (English)', de: 'Verb der Faktenzeile (englisch)' },
  'verb.de': { en: 'verb of the fact line (German)', de: 'Verb der Faktenzeile (deutsch)' },
  'definition.en': { en: 'definition (English)', de: 'Definition (englisch)' },
  'definition.de': { en: 'definition (German)', de: 'Definition (deutsch)' },
  'line': { en: 'slots of the fact line', de: 'Felder der Faktenzeile' },
  'retired': { en: 'retired', de: 'stillgelegt' },
  'order': { en: 'order', de: 'Reihenfolge' },
  'count': { en: 'how many', de: 'wie viele' },
  'key': { en: 'key slot', de: 'Schlüsselfeld' },
  'fillers': { en: 'filled by', de: 'gefüllt durch' },
  'text': { en: 'words of the text may fill it', de: 'Worte des Textes dürfen es füllen' },
  'values': { en: 'values', de: 'Werte' },
  'anyOf': { en: 'group of which one suffices', de: 'Gruppe, von der eines genügt' },
  'plover': { en: 'PLOVER event', de: 'PLOVER-Ereignis' },
  'modes': { en: 'PLOVER modes', de: 'PLOVER-Modi' },
  'ploverNote': { en: 'PLOVER note', de: 'PLOVER-Anmerkung' },
  'cameo': { en: 'CAMEO codes', de: 'CAMEO-Kodes' },
  'wikidata': { en: 'Wikidata', de: 'Wikidata' },
  'schemaOrg': { en: 'schema.org', de: 'schema.org' },
  'aceEre': { en: 'ACE/ERE', de: 'ACE/ERE' },
  'letter': { en: 'letter', de: 'Buchstabe' },
  'severity': { en: 'severity', de: 'Schwere' },
  'types': { en: 'types it holds for', de: 'Typen, für die sie gilt' },
  'text.en': { en: 'text (English)', de: 'Text (englisch)' },
  'text.de': { en: 'text (German)', de: 'Text (deutsch)' },
  'off': { en: 'switched off', de: 'abgeschaltet' },
} // prettier-ignore

export const fieldWords = (field: CodebookField, language: Language): string => fields[field][language]

const subjects: Readonly<Record<CodebookDifference['subject'], Bilingual>> = {
  codebook: { en: 'Codebook', de: 'Codebuch' },
  type: { en: 'Type', de: 'Typ' },
  slot: { en: 'Slot', de: 'Feld' },
  commonSlot: { en: 'Slot of every type', de: 'Feld aller Typen' },
  mentionType: { en: 'Kind of mention', de: 'Art von Nennung' },
  rule: { en: 'Coding rule', de: 'Kodierregel' },
}

/** What a difference is about: "Slot visit › host". */
export const subjectWords = ({ subject, of, id }: CodebookDifference, language: Language): string =>
  `${subjects[subject][language]} ${of === null ? id : `${of} › ${id}`}`

const values: Readonly<Record<string, Bilingual>> = {
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  event: { en: 'event', de: 'Ereignis' },
  relation: { en: 'relation', de: 'Beziehung' },
  statement: { en: 'statement', de: 'Äußerung' },
  measure: { en: 'measure', de: 'Messwert' },
  one: { en: 'exactly one', de: 'genau eines' },
  some: { en: 'one or more', de: 'eines oder mehr' },
  optional: { en: 'at most one', de: 'höchstens eines' },
  any: { en: 'any number', de: 'beliebig viele' },
  refuse: { en: 'refuses', de: 'lehnt ab' },
  warn: { en: 'warns', de: 'warnt' },
}

/** Fields whose values are words of the model and not of a person. */
const closed: readonly CodebookField[] = ['kind', 'retired', 'count', 'key', 'text', 'severity', 'off']

/** A value of a field for reading; – where there is none. */
export function valueWords(value: string | null, field: CodebookField | null, language: Language): string {
  if (value === null) return '–'
  return (field !== null && closed.includes(field) ? values[value]?.[language] : undefined) ?? value
}

export const changeWords: Readonly<Record<'added' | 'removed', Bilingual>> = {
  added: { en: 'added', de: 'neu' },
  removed: { en: 'removed', de: 'entfernt' },
}

/** One difference as a line: "Type visit, label (English): Visit → State visit". */
export function differenceSentence(difference: CodebookDifference, language: Language): string {
  const { change, field, before, after } = difference
  const about = subjectWords(difference, language)
  if (change !== 'changed' || field === null)
    return `${about}: ${changeWords[change === 'removed' ? 'removed' : 'added'][language]}`
  return `${about}, ${fieldWords(field, language)}: ${valueWords(before, field, language)} → ${valueWords(after, field, language)}`
}
