import { seeded } from './generate-articles.ts'

/** An entity as the registry has it: the first name is its label. */
export interface GeneratedEntity {
  readonly id: string
  readonly names: readonly string[]
}

const onsets = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'sch',
  'st',
  't',
  'tr',
  'w',
  'z',
  'j',
  'tsch',
  'ch',
]
const vowels = ['a', 'e', 'i', 'o', 'u', 'ei', 'au', 'ö', 'ü', 'ja', 'ju']
const codas = ['', '', '', 'n', 'r', 'l', 'm', 's', 'k', 'ng', 'nd']
const endings = ['ow', 'ew', 'in', 'ski', 'enko', 'ez', 'sen', 'mann', 'berg', 'i', 'a', ''] // prettier-ignore

/** `count` entities of five names each: a name, another transliteration, the other order, a slip, initials. */
export function generateEntities(count: number, seed: number): readonly GeneratedEntity[] {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const word = (syllables: number, ending: string): string => {
    let made = ''
    for (let at = 0; at < syllables; at++) made += pick(onsets) + pick(vowels) + pick(codas)
    return made.charAt(0).toUpperCase() + made.slice(1) + ending
  }
  const families = Array.from({ length: 9000 }, () => word(1 + Math.floor(random() * 2), pick(endings)))
  const given = Array.from({ length: 2500 }, () => word(1 + Math.floor(random() * 2), ''))
  return Array.from({ length: count }, (_, index) => {
    // Some names are far more frequent than others, as in life.
    const first = given[Math.floor(random() ** 2 * given.length)] ?? ''
    const family = families[Math.floor(random() ** 3 * families.length)] ?? ''
    const middle = random() < 0.3 ? ` ${pick(given)}` : ''
    const name = `${first}${middle} ${family}`
    return {
      id: `e_${String(index).padStart(8, '0')}`,
      names: [
        name,
        transliterated(name),
        `${family} ${first}${middle}`,
        slip(name, random),
        `${first.charAt(0)}. ${family}`,
      ],
    }
  })
}

/** As an English paper would write it. */
const transliterated = (name: string): string =>
  name
    .replaceAll('sch', 'sh')
    .replaceAll('Sch', 'Sh')
    .replace(/ow$/, 'ov')
    .replace(/ew$/, 'ev')
    .replaceAll('w', 'v')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('j', 'y')

/** The name with one letter left out, doubled or taken for another. */
export function slip(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 1))
  const put = ['', `${name.charAt(at)}${name.charAt(at)}`, 'e'][Math.floor(random() * 3)] ?? ''
  return name.slice(0, at) + put + name.slice(at + 1)
}
