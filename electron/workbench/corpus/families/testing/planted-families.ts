/** A text and the story it tells; texts of one story are a family. A digest tells two and belongs to either. */
export interface PlantedText {
  readonly name: string
  readonly text: string
  readonly story: string
  /** The second story of a digest. */
  readonly alsoStory?: string
}

/** Numbers between 0 and 1 that are the same for the same seed (a linear congruential generator, Knuth). */
export function numbers(seed: number): () => number {
  let state = BigInt(seed) + 1n
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn
    return Number(state >> 33n) / 0x8000_0000
  }
}

const who = ['die Hafenmeisterei', 'der Landkreis', 'das Museum', 'die Reederei', 'der Stadtrat', 'die Werft', 'das Wasseramt', 'die Brückenwacht', 'der Chorverband', 'die Imkerei', 'das Gartenamt', 'die Fährgesellschaft', 'der Schulverein', 'die Sternwarte', 'das Stadtarchiv'] // prettier-ignore
const does = ['eröffnete', 'verschob', 'plante', 'bezahlte', 'prüfte', 'lobte', 'verkaufte', 'suchte', 'reparierte', 'beschrieb', 'zählte', 'sperrte', 'erneuerte', 'verlor', 'fand'] // prettier-ignore
const what = ['die alte Mole', 'den Fahrplan', 'drei Boote', 'das Wehr', 'den Uferweg', 'die Glocke', 'zwei Kräne', 'das Archiv', 'die Schleuse', 'den Marktstand', 'die Orgel', 'den Lesesaal', 'einen Bienenstock', 'die Laternen', 'das Fernrohr'] // prettier-ignore
const where = ['in Kronburg', 'bei Nordhafen', 'am Seeufer', 'hinter dem Deich', 'im Altmarkt', 'auf der Insel Lohr', 'am Kanal', 'im Südviertel', 'an der Grenze', 'neben dem Bahnhof'] // prettier-ignore
const when = ['am Montag', 'im März', 'vor zwei Jahren', 'gegen Mittag', 'nach langer Beratung', 'ohne Ankündigung', 'zum dritten Mal', 'seit dem Herbst', 'im vergangenen Sommer', 'noch vor Sonnenaufgang'] // prettier-ignore
const why = ['weil das Wasser stieg', 'um Geld zu sparen', 'obwohl niemand fragte', 'damit die Kinder kommen', 'wie ein Sprecher sagte', 'trotz des Regens', 'auf Wunsch der Anwohner', 'zur Freude der Gäste', 'gegen den Rat der Fachleute', 'ohne die Kosten zu nennen'] // prettier-ignore
const around = ['Newsletter abonnieren und nichts mehr verpassen, jeden Morgen um sechs Uhr kostenlos', 'Diesen Beitrag teilen oder drucken, Kommentare sind hier nach Anmeldung möglich', 'Mehr aus der Region lesen Sie in unserer Ausgabe von morgen und im Netz', 'Anzeige: Frische Brötchen vom Bäcker an der Ecke, sonntags bis zwölf Uhr'] // prettier-ignore

/** Makes stories of invented happenings, none of which share more than a few words in a row. */
export function storyMaker(random: () => number): (sentences: number) => string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  return (sentences) =>
    Array.from({ length: sentences }, () => {
      const said = [pick(who), pick(does), pick(when), pick(where), pick(what), pick(why)].join(' ')
      return `${said.charAt(0).toUpperCase()}${said.slice(1)}, Nummer ${String(Math.floor(random() * 9000))}.`
    }).join(' ')
}

/** One word in `every` replaced by another one. */
export function changeWords(text: string, every: number, random: () => number): string {
  return text.replaceAll(/\p{L}+/gu, (found) => (random() < 1 / every ? `${found.slice(0, 2)}${String(Math.floor(random() * 1e6))}` : found)) // prettier-ignore
}

const headline = (random: () => number): string => `Meldung ${String(Math.floor(random() * 1e6))}`

/**
 * `stories` stories, a third of them told by several: as they are, under another headline, with one word in ten changed,
 * with other page lines around them, cut to two thirds; and digests that tell two stories. Shuffled; the same for the
 * same seed. `story` makes a story of so many sentences.
 */
export function plantFamilies(
  stories: number,
  random: () => number,
  story: (sentences: number) => string = storyMaker(random),
): readonly PlantedText[] {
  const planted: PlantedText[] = []
  const bodies: string[] = []
  for (let n = 0; n < stories; n++) {
    const body = story(8 + Math.floor(random() * 17))
    bodies.push(body)
    const name = `s${String(n)}`
    const add = (how: string, text: string): void => {
      planted.push({ name: `${name}-${how}`, text, story: name })
    }
    add('first', `${headline(random)}\n\n${body}`)
    if (n % 3 !== 0) continue
    add('headline', `${headline(random)}\n\n${body}`)
    if (random() < 0.8) add('words', `${headline(random)}\n\n${changeWords(body, 10, random)}`)
    if (random() < 0.6) add('page', `${headline(random)}\n${around[n % 4] ?? ''}\n\n${body}\n\n${around[(n + 1) % 4] ?? ''}`)
    if (random() < 0.5) add('cut', `${headline(random)}\n\n${body.slice(0, Math.floor((body.length * 2) / 3))}`)
  }
  for (let n = 0; n + 1 < stories; n += 25) {
    planted.push({ name: `d${String(n)}`, text: `${headline(random)}\n\n${bodies[n] ?? ''}\n\n${bodies[n + 1] ?? ''}`, story: `s${String(n)}`, alsoStory: `s${String(n + 1)}` }) // prettier-ignore
  }
  return shuffled(planted, random)
} // prettier-ignore

export function shuffled<T>(from: readonly T[], random: () => number): readonly T[] {
  const mixed = [...from]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const [one, two] = [mixed[at], mixed[other]]
    if (one !== undefined && two !== undefined) [mixed[at], mixed[other]] = [two, one]
  }
  return mixed
}

/** How well families that were found agree with those planted, by pairs of texts. Pairs of a digest with either story are right, whether found or not. */
export function agreement(
  planted: readonly PlantedText[],
  found: readonly (readonly string[])[],
): { readonly precision: number; readonly recall: number; readonly pairs: number } {
  const byName = new Map(planted.map((text) => [text.name, text]))
  const tells = (text: PlantedText, story: string): boolean => text.story === story || text.alsoStory === story
  let right = 0
  let wrong = 0
  for (const family of found) {
    for (const [at, one] of family.entries()) {
      for (const other of family.slice(at + 1)) {
        const [a, b] = [byName.get(one), byName.get(other)]
        if (a === undefined || b === undefined) throw new Error('a text that was not planted')
        if (a.alsoStory !== undefined || b.alsoStory !== undefined) {
          if (!tells(a, b.story) && !tells(b, a.story)) wrong++
        } else if (a.story === b.story) right++
        else wrong++
      }
    }
  }
  const sizes = new Map<string, number>()
  for (const { story, alsoStory } of planted) if (alsoStory === undefined) sizes.set(story, (sizes.get(story) ?? 0) + 1)
  const pairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  return { precision: right + wrong === 0 ? 1 : right / (right + wrong), recall: pairs === 0 ? 1 : right / pairs, pairs }
} // prettier-ignore
