import { describe, expect, it } from 'vitest'
import { shippedPrepareLexicon } from '../lexicon-for-tests.ts'
import { prepare } from '../prepare.ts'

const lexicon = shippedPrepareLexicon()

/** A report of Monday, 12 May 2025: what is told in the past lies before, what is told in the present behind. */
function days(sentence: string): string {
  const text = `Minister spricht in Wien über den Vertrag\n12.05.2025, 14:00 Uhr\nDer Minister sprach mit seinen Gästen über den Handel und die Sicherheit.\n${sentence}.`
  const from = text.indexOf(sentence)
  return prepare({ text, file: 'report.txt' }, lexicon)
    .values.filter((value) => value.type === 'DATE' && value.start >= from)
    .map((value) => value.norm?.iso ?? '')
    .join(';')
}

describe('days counted from the day of the report', () => {
  it.each([
    ['Am Montag sprach er', '2025-05-12'],
    ['Am Freitag sprach er in Wien', '2025-05-09'],
    ['Am kommenden Freitag spricht er', '2025-05-16'],
    ['am vergangenen Donnerstag reiste er ab', '2025-05-08'],
    ['Er reist am Mittwoch nach Wien', '2025-05-14'],
    ['Das Treffen findet am Donnerstag statt', '2025-05-15'],
    ['Anfang der Woche hatte er das angekündigt', '2025-W20'],
    ['Ende vergangener Woche hatte er das gesagt', '2025-W19'],
    ['kommende Woche tagt der Rat', '2025-W21'],
    ['In der vergangenen Woche starben zwei Menschen', '2025-W19'],
    ['Er reiste am 3. Mai ab', '2025-05-03'],
    ['Er soll am 3. Juni kommen', '2025-06-03'],
    ['Am 28. Dezember war er in Rom', '2024-12-28'],
    ['Zwischen 2014 und 2019 war er Minister', '2014;2019'],
    ['Von 2019 bis 2023 regierte er', '2019;2023'],
    ['In den Jahren 2020 bis 2022 sank der Handel', '2020;2022'],
    ['Im ersten Quartal stieg der Handel', '2025-01/2025-03'],
    ['Im zweiten Halbjahr 2024 sank er', '2024-07/2024-12'],
    ['Ende Mai will er reisen', '2025-05'],
    ['Seit Anfang April gilt das', '2025-04'],
    ['Im März hatte er abgesagt', '2025-03'],
    ['Im Juli beginnt der Gipfel', '2025-07'],
    ['Vor zwei Wochen traf er sie', '2025-04-28'],
    ['Vor drei Tagen kam er an', '2025-05-09'],
    ['Gestern sprach er', '2025-05-11'],
    ['Am Dienstagabend trifft er sie', '2025-05-13TEV'],
    ['in der Nacht zum Sonntag fielen Schüsse', '2025-05-11TNI'],
    ['Am Sonntag, dem 11. Mai, sprach er', '2025-05-11'],
    ['vom 20. bis 22. Mai besucht er Wien', '2025-05-20/2025-05-22'],
    ['Bis Ende 2026 will man fertig sein', '2026'],
    ['Im Vorjahr waren es mehr', '2024'],
    ['Heute Morgen kam er an', '2025-05-12TMO'],
    ['Am Wochenende tagten sie', '2025-05-10/2025-05-11'],
    ['am 9. und 10. Mai tagten sie', '2025-05-09/2025-05-10'],
    ['Mitte Juni reist er', '2025-06'],
    ['Die Truppen ziehen bis Mitte September ab', '2025-09'],
    ['Das steht in einer am Freitag veröffentlichten gemeinsamen Erklärung', '2025-05-09'],
    ['Am 20. Jun reist er nach Rom', '2025-06-20'],
    ['im Herbst 2024 sprach er', '2024-FA'],
    ['Am 7.5. kam er an', '2025-05-07'],
    ['Das Abkommen von 1994 gilt', '1994'],
    ['Am Mittwoch vergangener Woche kam er', '2025-05-07'],
    ['Der Gipfel am 24. und 25. Juni in Den Haag steht bevor', '2025-06-24/2025-06-25'],
    ['Im Mai 2024 kam er', '2024-05'],
    ['Am Donnerstag kommender Woche reist er ab', '2025-05-22'],
    ['Der Vertrag läuft am 31. Dezember aus', '2025-12-31'],
    ['Am Freitag hatte er gesagt, er komme am Dienstag', '2025-05-09;2025-05-13'],
  ])('%s', (sentence, expected) => {
    expect(days(sentence)).toBe(expected)
  })
})

describe('numbers that look like years', () => {
  it.each(['Die Armee entsandte 2000 Soldaten', 'Es kamen 1950 Menschen', 'Er hat 2030 Stellen gestrichen'])(
    '%s',
    (sentence) => {
      expect(days(sentence)).toBe('')
    },
  )
  it.each([
    ['Im Februar und Mai 2025 tagten sie', '2025-02;2025-05'],
    ['Von November bis Januar 2025 ruhte der Verkehr', '2024-11;2025-01'],
    ['Tags zuvor war er in Wien, am 8. Mai', '2025-05-08'],
  ])('%s', (sentence, expected) => {
    expect(days(sentence)).toContain(expected)
  })
})
