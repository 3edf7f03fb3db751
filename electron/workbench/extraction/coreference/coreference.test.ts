import { describe, expect, it } from 'vitest'
import type { ExtractedEntity, ExtractedMention } from '../../../../shared/model/extraction.ts'
import { contains } from '../../../../shared/offsets.ts'
import { nothingLearned, type NamedText } from '../document.ts'
import { nameText } from './testing.ts'

function entityAt(named: NamedText, mention: ExtractedMention | undefined): ExtractedEntity | undefined {
  return named.entities.find((entity) => entity.id === mention?.entity)
}

/** The mentions with this surface, of a type if one is given, in text order. */
function mentionsOf(named: NamedText, surface: string, type?: string): readonly ExtractedMention[] {
  return named.mentions.filter(
    (mention) => mention.surface === surface && (type === undefined || mention.type === type),
  )
}

function referent(text: string, surface: string, type?: string, which = 0): string | undefined {
  const named = nameText(text)
  return entityAt(named, mentionsOf(named, surface, type)[which])?.canonical
}

describe('persons are recognised again', () => {
  it.each([
    [
      'Der russische Außenminister Sergej Orlowski kam nach Wien. Orlowski sprach lange.',
      'Orlowski',
      'Sergej Orlowski',
    ],
    [
      'Orlowski kam nach Wien. Der russische Außenminister Sergej Orlowski sprach lange.',
      'Orlowski',
      'Sergej Orlowski',
    ],
    ['Außenminister Andrej Belikow kam. Später sagte Belikov, man sei bereit.', 'Belikov', 'Andrej Belikow'],
    [
      'Präsident Abdel Fattah al-Masri sprach. Masri dankte den Gastgebern.',
      'Masri',
      'Abdel Fattah al-Masri',
    ],
    [
      'Kommissionschefin Ursula von der Aue reiste ab. Von der Aue war zufrieden.',
      'Von der Aue',
      'Ursula von der Aue',
    ],
    ['Ministerin Chiara Bellandi kam. Bellandis Besuch dauerte zwei Tage.', 'Bellandis', 'Chiara Bellandi'],
    ['Außenminister Wang Lei kam. Herr Wang dankte.', 'Wang', 'Wang Lei'],
    ['Premierminister Phan Van Khoi kam. Herr Khoi dankte.', 'Khoi', 'Phan Van Khoi'],
    ['Der Vertraute Igor Setkin gilt als Setkin-Anhänger.', 'Setkin', 'Igor Setkin'],
  ])('%s', (text, surface, expected) => {
    expect(referent(text, surface, 'PER')).toBe(expected)
  })

  it('two persons of one family name stay apart', () => {
    const named = nameText('Präsident Marek Nowicki traf Ministerin Anna Nowicka und Richter Pawel Zielak.')
    expect(named.entities.filter((entity) => entity.type === 'PER')).toHaveLength(3)
  })

  it('keeps the fullest name with its diacritics and gives an ASCII form', () => {
    const named = nameText('Präsident To Lam kam nach Paris. Später sagte Tô Lâm, er danke den Gastgebern.')
    const person = named.entities.find((entity) => entity.type === 'PER')
    expect([person?.canonical, person?.ascii]).toEqual(['Tô Lâm', 'To Lam'])
  })
})

describe('offices lead to persons', () => {
  it.each([
    [
      'Der russische Präsident Iwan Petrow kam. Der russische Staatschef dankte.',
      'russische Staatschef',
      'Iwan Petrow',
    ],
    [
      'Premierminister Oliver Pembroke sprach. Der Premierminister dankte.',
      'Premierminister',
      'Oliver Pembroke',
    ],
    [
      'Die italienische Außenministerin Chiara Bellandi kam. Die Außenministerin dankte.',
      'Außenministerin',
      'Chiara Bellandi',
    ],
  ])('%s', (text, surface, expected) => {
    expect(referent(text, surface, 'PER')).toBe(expected)
  })

  it('a deputy is not the head', () => {
    const named = nameText(
      'Der russische Außenminister Iwan Petrow kam. Der stellvertretende russische Außenminister dankte.',
    )
    const nominal = named.mentions.find((mention) => mention.type === 'PER' && mention.form === 'nominal')
    expect(entityAt(named, nominal)?.canonical).not.toBe('Iwan Petrow')
  })

  it('an unnamed holder becomes an entity without identity', () => {
    const named = nameText('Das sagte der Verteidigungsminister der Volksrepublik China in Peking.')
    const nominal = named.mentions.find((mention) => mention.type === 'PER')
    expect(nominal?.surface).toBe('Verteidigungsminister der Volksrepublik China')
    expect(entityAt(named, nominal)).toMatchObject({ nil: true, country: 'CHN' })
  })

  it('offices in a row share holder and country', () => {
    const named = nameText(
      'Er empfing den Vizepremier und Verteidigungsminister von Laos, General Khamla Outhay, in Hanoi.',
    )
    expect(named.entities.find((entity) => entity.type === 'PER')).toMatchObject({
      canonical: 'Khamla Outhay',
      country: 'LAO',
    })
    expect(named.mentions.filter((mention) => mention.type === 'ROLE')).toHaveLength(3)
  })

  it('countries of a list go to the persons of the list in order', () => {
    const named = nameText(
      'Die Präsidenten Kenias und Ugandas, Joseph Kiprono bzw. Daniel Okello, trafen sich.',
    )
    const country = (name: string) => named.entities.find((entity) => entity.canonical === name)?.country
    expect([country('Joseph Kiprono'), country('Daniel Okello')]).toEqual(['KEN', 'UGA'])
  })
})

describe('capitals', () => {
  it.each([
    ['Peking sei bereit, hieß es.', 'Peking', 'China', 'metonym'],
    ['Das Treffen fand in Peking statt.', 'Peking', 'Peking', 'name'],
    ['Er reiste nach Moskau.', 'Moskau', 'Moskau', 'name'],
    ['Moskau und Kiew verhandeln.', 'Kiew', 'Ukraine', 'metonym'],
    ['Die Lage in Moskau und Kiew ist ruhig.', 'Kiew', 'Kiew', 'name'],
    ['Washingtons Sanktionen treffen viele.', 'Washingtons', 'Vereinigte Staaten', 'metonym'],
    ['Die Hauptstadt Hanoi feiert.', 'Hanoi', 'Hanoi', 'name'],
    ['Teheran (dpa) – Die Gespräche beginnen.', 'Teheran', 'Teheran', 'name'],
    ['Der Streit zwischen Ankara und Athen dauert an.', 'Athen', 'Griechenland', 'metonym'],
    ['Brüssel verhängt neue Sanktionen.', 'Brüssel', 'Europäische Union', 'metonym'],
    ['Nach Angaben aus Paris ist das Treffen geplant.', 'Paris', 'Paris', 'name'],
  ])('%s', (text, surface, expected, form) => {
    const named = nameText(text)
    const [mention] = mentionsOf(named, surface, 'GPE')
    expect([entityAt(named, mention)?.canonical, mention?.form]).toEqual([expected, form])
  })
})

describe('groups', () => {
  it.each([
    [
      'China und Russland verhandelten. Beide Seiten lobten das Klima.',
      'Beide Seiten',
      ['China', 'Russland'],
    ],
    [
      'Der kenianische Präsident traf den ugandischen Präsidenten. Die beiden Länder sind Nachbarn.',
      'Die beiden Länder',
      ['Kenia', 'Uganda'],
    ],
    [
      'Japan und Indien vertiefen ihre Beziehungen. Das nützt beiden Ländern.',
      'beiden Ländern',
      ['Indien', 'Japan'],
    ],
    [
      'Die russischen und chinesischen Verteidigungsministerien sind sich einig.',
      'Die russischen und chinesischen Verteidigungsministerien',
      ['Verteidigungsministerium (China)', 'Verteidigungsministerium (Russland)'],
    ],
    [
      'Der französische Präsident Armand Leclercq traf den polnischen Präsidenten Marek Zawadzki. Beide Präsidenten dankten.',
      'Beide Präsidenten',
      ['Armand Leclercq', 'Marek Zawadzki'],
    ],
  ])('%s', (text, surface, members) => {
    const named = nameText(text)
    const group = entityAt(named, mentionsOf(named, surface, 'GROUP')[0])
    const labels = (group?.members ?? []).map(
      (id) => named.entities.find((entity) => entity.id === id)?.canonical,
    )
    expect(labels.sort()).toEqual(members)
  })

  it('warring parties without names are no pair of countries', () => {
    const named = nameText('Im Sudan eskaliert die Lage, warnen die USA. Beide Kriegsparteien rüsten auf.')
    expect(entityAt(named, mentionsOf(named, 'Beide Kriegsparteien')[0])?.members).toEqual([])
  })
})

describe('pronouns', () => {
  it.each([
    ['Außenminister Jonas Hartwig kam. Er sprach mit Journalisten.', 'Er', 'Jonas Hartwig'],
    ['„Das ist gut“, sagte Minister Jonas Hartwig. Er dankte allen.', 'Er', 'Jonas Hartwig'],
    ['Präsidentin Marta Lindqvist kam. Sie sprach kurz.', 'Sie', 'Marta Lindqvist'],
    ['„Ich bin froh“, sagte Minister Jonas Hartwig.', 'Ich', 'Jonas Hartwig'],
    ['„Unser Land ist stark“, sagte der polnische Präsident Marek Zawadzki.', 'Unser Land', 'Polen'],
  ])('%s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('mistranslated names', () => {
  const text =
    'General Zhang Weimin besuchte Moskau. Der chinesische General Zhang Weimin sprach. Herr Truong dankte den Gastgebern.'
  it('the Vietnamese reading leads to the Chinese person and is kept as a wrong reading', () => {
    const named = nameText(text)
    const person = entityAt(named, mentionsOf(named, 'Truong')[0])
    expect(person?.canonical).toBe('Zhang Weimin')
    expect(person?.mistranslatedAs?.[0]?.text).toBe('Truong')
  })
  it('a Vietnamese person of that name stays who he is', () => {
    const named = nameText(
      'General Zhang Weimin kam. Außenminister Truong Van Hai empfing ihn. Herr Truong dankte.',
    )
    expect(entityAt(named, mentionsOf(named, 'Truong')[0])?.canonical).toBe('Truong Van Hai')
  })
})

describe('what the analyst decided goes first', () => {
  it('an alias of the project leads to its entity', () => {
    const named = nameText('Die Gruppe Blau tagte in Wien.', {
      ...nothingLearned,
      aliases: [{ text: 'Gruppe Blau', type: 'ORG', entity: 'x1', canonical: 'Blaue Gruppe' }],
    })
    const [mention] = mentionsOf(named, 'Gruppe Blau', 'ORG')
    expect([mention?.rule, entityAt(named, mention)?.canonical]).toEqual(['mention.learned', 'Blaue Gruppe'])
  })
  it('a word that people are called by is a name where it stands like one, and says so', () => {
    const taught = {
      ...nothingLearned,
      aliases: [
        { text: 'Fischling', type: 'PER', entity: '', canonical: 'Fischling', nameOnly: true as const },
      ],
    }
    const text =
      'Wien empfing Fischling, den Innenminister Russlands. Innenminister D. Fischling dankte. Ein Fischling schwamm im Teich.'
    const found = (learned: typeof nothingLearned) =>
      mentionsOf(nameText(text, learned), 'Fischling', 'PER').map(({ start }) => start)
    expect(found(nothingLearned)).toEqual([])
    const named = nameText(text, taught)
    expect(found(taught)).toEqual([text.indexOf('Fischling')])
    expect(mentionsOf(named, 'Fischling', 'PER')[0]?.rule).toBe('mention.person.taught')
    expect(mentionsOf(named, 'D. Fischling', 'PER')).toHaveLength(1)
    const other = 'Der Botschafter traf Xu in Prag.'
    const xu = {
      ...nothingLearned,
      aliases: [{ ...taught.aliases[0], text: 'Xu', canonical: 'Xu' }],
    } as typeof taught
    expect(mentionsOf(nameText(other), 'Xu', 'PER')).toEqual([])
    expect(mentionsOf(nameText(other, xu), 'Xu', 'PER')).toHaveLength(1)
  })
  it('a muted rule proposes nothing', () => {
    const named = nameText('Er sprach mit der UNXQ.', { ...nothingLearned, mutedRules: ['mention.acronym'] })
    expect(mentionsOf(named, 'UNXQ')).toEqual([])
    expect(mentionsOf(nameText('Er sprach mit der UNXQ.'), 'UNXQ')).toHaveLength(1)
  })
})

describe('form of the result', () => {
  const named = nameText(
    'Der US-Präsident Donald Trump traf am 4. März 2025 den Generalsekretär der Vereinten Nationen (UN), António Guterres, in New York. 😀 Tô Lâm und die vietnamesische Nationalversammlung dankten beiden Seiten.',
  )
  it('ids run in text order, surfaces hold, nothing crosses', () => {
    named.mentions.forEach((mention, index) => {
      expect(mention.id).toBe(`m${String(index + 1)}`)
      expect(named.source.text.slice(mention.start, mention.end)).toBe(mention.surface)
      for (const other of named.mentions) {
        const apart = other.end <= mention.start || mention.end <= other.start
        expect(apart || contains(other, mention) || contains(mention, other)).toBe(true)
      }
    })
    expect(named.entities.map((entity) => entity.id)).toEqual(
      named.entities.map((_, index) => `e${String(index + 1)}`),
    )
  })
  it('entities list their mentions, and nested mentions name the one around them', () => {
    for (const entity of named.entities) {
      for (const id of entity.mentions)
        expect(named.mentions.find((mention) => mention.id === id)?.entity).toBe(entity.id)
    }
    const [nested] = mentionsOf(named, 'vietnamesische', 'DEM')
    expect(named.mentions.find((mention) => mention.id === nested?.nestedIn)?.surface).toBe(
      'vietnamesische Nationalversammlung',
    )
  })
  it('values keep their place among the names', () => {
    expect(named.mentions.some((mention) => mention.type === 'DATE' && mention.entity === null)).toBe(true)
  })
  it('a country carries its codes', () => {
    expect(entityAt(named, mentionsOf(named, 'US', 'GPE')[0])).toMatchObject({
      iso3: 'USA',
      gazetteer: 'iso:USA',
      label_en: 'United States',
      wikidata: 'Q30',
    })
  })
})
