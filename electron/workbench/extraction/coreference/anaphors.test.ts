import { describe, expect, it } from 'vitest'
import { nameText } from './testing.ts'

/** Canonical name of what a surface stands for, as nominal or pronoun; null where it is left alone. */
function referent(text: string, surface: string): string | null {
  const named = nameText(text)
  const mention = named.mentions.find(
    (one) => one.surface === surface && (one.form === 'nominal' || one.form === 'pronoun'),
  )
  return named.entities.find((entity) => entity.id === mention?.entity)?.canonical ?? null
}

describe('a noun for a country is the country', () => {
  it.each([
    [
      'Ghana wählt im Dezember. In dem westafrikanischen Land sind Millionen stimmberechtigt.',
      'westafrikanischen Land',
      'Ghana',
    ],
    [
      'Frankreich lobte Laos. Das südostasiatische Land will Strom ausführen.',
      'südostasiatische Land',
      'Laos',
    ],
    ['Polen und Peru sprachen über Kupfer. Der Andenstaat fördert viel davon.', 'Andenstaat', 'Peru'],
    [
      'Katar vermittelt zwischen Kenia und Somalia. Das Golfemirat lud beide Seiten ein.',
      'Golfemirat',
      'Katar',
    ],
    ['Kuba leidet unter Stromausfällen. Der Inselstaat bat um Hilfe.', 'Inselstaat', 'Kuba'],
    ['Estland schloss die Grenze. Das Land verlangt nun Visa.', 'Land', 'Estland'],
    ['Ungarn verhandelte mit Serbien. Das Land verlangt nun Visa.', 'Land', 'Ungarn'],
    ['Der Präsident sprach in Tirana. Das Land verlangt nun Visa.', 'Land', null],
    ['Tunesien schloss die Grenze. Das Land Niedersachsen hilft.', 'Land', null],
    ['Togo wählt. Das Land, in dem das Meer warm ist, liegt fern.', 'Land', null],
    ['Moldau beklagte Drohnen. Das russische Nachbarland schwieg.', 'russische Nachbarland', null],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('“sein Land” is the country of the one who speaks', () => {
  it.each([
    ['Der finnische Präsident Aarne Lehtola sagte, sein Land werde helfen.', 'sein Land', 'Finnland'],
    ['Die estnische Ministerin Kaja Tamm kam. Sie sagte, ihr Land helfe.', 'ihr Land', 'Estland'],
    [
      'Der finnische Präsident Aarne Lehtola sagte, seine Regierung werde helfen.',
      'seine Regierung',
      'Regierung (Finnland)',
    ],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('a noun for a body is the body of its kind named last', () => {
  it.each([
    [
      'Die Afrikanische Union tagte in Lusaka. Die Union entsendet Beobachter.',
      'Union',
      'Afrikanische Union',
    ],
    ['Die Nato übt im Norden. Das Bündnis verlegt Schiffe.', 'Bündnis', 'NATO'],
    ['Der UN-Sicherheitsrat tagte. Das Gremium verlängerte das Mandat.', 'Gremium', 'UN-Sicherheitsrat'],
    [
      'Die EU-Kommission prüft die Beihilfe. Die Kommission setzte eine Frist.',
      'Kommission',
      'Europäische Kommission',
    ],
    ['Der Botschafter kam. Das Bündnis verlegt Schiffe.', 'Bündnis', null],
    [
      'Die EU-Kommission prüft die Beihilfe. Zugleich verhandelt sie weiter.',
      'sie',
      'Europäische Kommission',
    ],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('“die Regierung” is the government of the country spoken of', () => {
  it.each([
    [
      'In Nepal protestieren Studenten. Die Regierung verhängte eine Ausgangssperre.',
      'Regierung',
      'Regierung (Nepal)',
    ],
    ['In Wien trafen sich Diplomaten aus Nepal und Bhutan. Die Regierung schwieg.', 'Regierung', null],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('a noun for a person is the person the sentence before was about', () => {
  it.each([
    ['Außenminister Henrik Sandvik reiste ab. Der 52-Jährige war zufrieden.', '52-Jährige', 'Henrik Sandvik'],
    [
      'Außenministerin Chiara Bellandi reiste ab. Die Politikerin war zufrieden.',
      'Politikerin',
      'Chiara Bellandi',
    ],
    ['Außenministerin Chiara Bellandi reiste ab. Der Politiker war zufrieden.', 'Politiker', null],
    ['Präsident Marek Nowicki empfing Minister Henrik Sandvik. Der Diplomat dankte.', 'Diplomat', null],
    ['Der ghanaische Minister Kojo Asante traf Marek Nowicki. Der Ghanaer dankte.', 'Ghanaer', 'Kojo Asante'],
    [
      'Präsident Marek Nowicki empfing Minister Henrik Sandvik. Nowicki begrüßte den Gast.',
      'Gast',
      'Henrik Sandvik',
    ],
    [
      'Premierminister Thongsa Vilay kam. Verteidigungsminister Khamsai Boun sprach. Der laotische Minister dankte.',
      'laotische Minister',
      'Khamsai Boun',
    ],
    [
      'Außenministerin Chiara Bellandi kam. Man sei bereit, sagte die Ministerin.',
      'Ministerin',
      'Chiara Bellandi',
    ],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

describe('a counted list is the list', () => {
  it.each([
    [
      'Estland, Lettland und Litauen berieten. Die drei Länder wollen bauen.',
      'Die drei Länder',
      'Estland, Lettland, Litauen',
    ],
    ['Estland und Litauen berieten. Die drei Länder wollen bauen.', 'Die drei Länder', null],
  ])('%s → %s', (text, surface, expected) => {
    expect(referent(text, surface)).toBe(expected)
  })
})

it('the ministers of “die zwei Minister” are ministers', () => {
  const text =
    'Minister Omar Haddad empfing die Gesandte Ingrid Solberg. Später rief sein Amtskollege Selim Aydin an. Die zwei Minister berieten.'
  expect(referent(text, 'Die zwei Minister')).toBe('Omar Haddad und Selim Aydin')
})

it('“er” after a new speaker is the new speaker', () => {
  const text =
    'Präsident Marek Nowicki gewann. Rom gratulierte ihm; Minister Henrik Sandvik erklärte, er freue sich.'
  expect(referent(text, 'er')).toBe('Henrik Sandvik')
})

describe('sides without a number', () => {
  it.each([
    [
      'Kenia und Laos verhandelten in Wien. Die Seiten erörterten den Handel.',
      'Die Seiten',
      'Kenia und Laos',
    ],
    ['Kenia und Laos verhandelten. Zwischen den Seiten gab es Streit.', 'den Seiten', 'Kenia und Laos'],
    ['Kenia und Laos gaben ein Buch heraus. Die Seiten des Buches sind bunt.', 'Die Seiten', null],
  ])('%s', (text, surface, canonical) => {
    expect(referent(text, surface)).toBe(canonical)
  })
})

describe('what is said of somebody', () => {
  it('holds from the beginning: the country of the office', () => {
    const { entities } = nameText(
      'Verteidigungsminister Khamphan Sisouk empfing Gäste. Der laotische Minister dankte ihnen.',
    )
    expect(entities.find(({ canonical }) => canonical === 'Khamphan Sisouk')?.country).toBe('LAO')
  })

  it.each([
    'Ursula von der Moor reiste nach Kenia. Ursula von der Moor sprach dort mit Bauern.',
    'Kronprinz Hamad bin Rashid kam an. Hamad bin Rashid lobte Kenia.',
    'Der Gesandte Karim El Amrani kam an. El Amrani lobte Kenia.',
  ])('goes to one person under a name with particles: %s', (text) => {
    expect(nameText(text).entities.filter(({ type }) => type === 'PER')).toHaveLength(1)
  })
})
