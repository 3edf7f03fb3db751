import { describe, expect, it } from 'vitest'
import type { ExtractedFact } from '../../../../shared/model/extraction.ts'
import { findFacts } from './find-facts.ts'
import { marked, testCodebook, testGrammar } from './fixture.ts'

const grammar = testGrammar()
const codebook = testCodebook()

function factsIn(source: string): readonly ExtractedFact[] {
  return findFacts(marked(source), grammar, codebook, { muted: new Set(), expired: () => false }).facts
}

/** "meeting participant=a modality=planned": a fact of the type with these fillers and fields. */
function holds(fact: ExtractedFact, wanted: string): boolean {
  const [type, ...parts] = wanted.split(' ')
  return (
    fact.type === type &&
    parts.every((part) => {
      const [role = '', value = ''] = part.split('=')
      if (role === 'modality') return fact.modality === value
      if (role === 'by') return fact.attribution?.speaker === value
      if (role === 'polarity') return fact.polarity === value
      if (role === 'time') return fact.time?.iso.startsWith(value) === true
      return fact.slots.some((slot) => slot.role === role && (slot.entity === value || slot.norm === value))
    })
  )
}

/** Sentence, with names marked; then what it says, `|` between facts, `none:type` for what it does not say. */
const sentences: readonly (readonly [string, string])[] = [
  [
    '{GPE:jpn|Japan} kündigte am {DATE:2024-05-03|3. Mai} an, die seit {DATE:2019|2019} geltenden Zölle aufzuheben.',
    'commitment agent=jpn time=2024-05-03',
  ],
  [
    '{PER:a|Anna Berg} schlug am {DATE:2024-05-03|3. Mai} vor, im {DATE:2026|Jahr 2026} eine Konferenz abzuhalten.',
    'proposal agent=a time=2024-05-03',
  ],
  [
    '{PER:a|Anna Berg} traf am {DATE:2024-05-03|3. Mai} in {GPE:wien|Wien} {PER:b|Pavel Novák}.',
    'meeting participant=a participant=b place=wien',
  ],
  [
    '{PER:a|Anna Berg} und {PER:b|Pavel Novák} trafen sich in {GPE:wien|Wien}.',
    'meeting participant=a participant=b',
  ],
  [
    'In {GPE:wien|Wien} sind {PER:a|Anna Berg} und {PER:b|Pavel Novák} zusammengetroffen.',
    'meeting participant=a participant=b',
  ],
  [
    '{PER:a|Anna Berg} wird am Freitag mit {PER:b|Pavel Novák} zusammenkommen.',
    'meeting participant=a participant=b modality=planned',
  ],
  [
    '{PER:a|Anna Berg} führte Gespräche mit {PER:b|Pavel Novák}, {PER:c|Ines Rocha} und {PER:d|Kwame Boateng}.',
    'meeting participant=a participant=b participant=c participant=d',
  ],
  [
    'Das Treffen zwischen {PER:a|Anna Berg} und {PER:b|Pavel Novák} dauerte zwei Stunden.',
    'meeting participant=a participant=b',
  ],
  [
    'Nach ihrem Gespräch mit {PER:b|Pavel Novák} reiste {PER:a|Anna Berg} nach {GPE:fra|Frankreich} weiter.',
    'meeting participant=b',
  ],
  [
    '{PER:a|Anna Berg} empfing {PER:b|Pavel Novák} in {GPE:wien|Wien}.',
    'meeting participant=a participant=b',
  ],
  ['{PER:b|Pavel Novák} wurde von {PER:a|Anna Berg} empfangen.', 'meeting participant=a participant=b'],
  [
    'Die {DEM:deu|deutsche} {ROLE:r|Außenministerin} {PER:a|Anna Berg} hat ihren {DEM:cze|tschechischen} Amtskollegen {PER:b|Pavel Novák} getroffen.',
    'meeting participant=a participant=b',
  ],
  [
    '{PER:a|Anna Berg} und {PER:b|Pavel Novák} kamen zu einem Gipfel in {GPE:wien|Wien} zusammen.',
    'meeting participant=a participant=b',
  ],
  [
    'Unterhändler aus {GPE:sdn|Sudan} und {GPE:ssd|Südsudan} verhandeln in {GPE:wien|Wien}.',
    'meeting participant=sdn participant=ssd',
  ],
  [
    '{GPE:arm|Armenien} und {GPE:aze|Aserbaidschan} haben Friedensverhandlungen aufgenommen.',
    'meeting participant=arm participant=aze',
  ],
  [
    'Vertreter der {ORG:eu|EU} und {GPE:gbr|Großbritanniens} setzten ihre Verhandlungen fort.',
    'meeting participant=eu',
  ],
  [
    'Bei einem Treffen mit {PER:b|Pavel Novák} sagte {PER:a|Anna Berg}, die Lage sei ernst.',
    'meeting participant=a participant=b',
  ],
  [
    'Der {ROLE:r|Sekretär} des {ORG:sr|Sicherheitsrates}, {PER:a|Anna Berg}, und der {ROLE:q|Minister} {PER:b|Pavel Novák} trafen sich am {DATE:2024-05-03|3. Mai}.',
    'meeting participant=a participant=b',
  ],
  [
    '{PER:a|Anna Berg} nimmt an einem Treffen mit {PER:b|Pavel Novák} teil.',
    'meeting participant=a participant=b',
  ],
  [
    'Sowohl {PER:a|Anna Berg} als auch {PER:b|Pavel Novák} trafen {PER:c|Ines Rocha}.',
    'meeting participant=b participant=c',
  ],
  ['{PER:a|Anna Berg} telefonierte mit {PER:b|Pavel Novák}.', 'call participant=a participant=b'],
  [
    '{PER:a|Anna Berg} hat am Montag mit {PER:b|Pavel Novák} über die Waffenruhe telefoniert.',
    'call participant=a participant=b',
  ],
  [
    'In einem Telefonat mit {PER:b|Pavel Novák} forderte {PER:a|Anna Berg} die Freilassung der Gefangenen.',
    'call participant=b',
  ],
  [
    'Das Telefongespräch zwischen {PER:a|Anna Berg} und {PER:b|Pavel Novák} dauerte eine Stunde.',
    'call participant=a participant=b',
  ],
  [
    '{PER:a|Anna Berg} führte ein Telefongespräch mit {PER:b|Pavel Novák}.',
    'call participant=a participant=b',
  ],
  ['{PER:a|Anna Berg} besuchte {GPE:ken|Kenia}.', 'visit visitor=a destination=ken'],
  ['{PER:a|Anna Berg} reist am Dienstag nach {GPE:ken|Kenia}.', 'visit visitor=a destination=ken'],
  [
    '{PER:a|Anna Berg} ist zu einem Staatsbesuch in {GPE:ken|Kenia} eingetroffen.',
    'visit visitor=a destination=ken',
  ],
  ['{PER:a|Anna Berg} stattete {GPE:ken|Kenia} einen Besuch ab.', 'visit visitor=a destination=ken'],
  [
    '{PER:a|Anna Berg} legte {DATE:1998|1998} einen offiziellen Besuch in {GPE:ken|Kenia} ab.',
    'visit visitor=a destination=ken',
  ],
  [
    'Der Besuch von {PER:a|Anna Berg} in {GPE:ken|Kenia} ist der erste seit Jahren.',
    'visit visitor=a destination=ken',
  ],
  [
    'Während {PER:a|seines} Besuchs in {GPE:ken|Kenia} traf er {PER:b|Pavel Novák}.',
    'visit visitor=a destination=ken',
  ],
  ['{PER:a|Anna Berg} brach zu einer Reise nach {GPE:ken|Kenia} auf.', 'visit visitor=a destination=ken'],
  [
    '{PER:a|Anna Berg} kündigte an, im Juni nach {GPE:ken|Kenia} zu reisen.',
    'visit visitor=a destination=ken',
  ],
  [
    '{PER:a|Anna Berg}, die vergangene Woche {GPE:ken|Kenia} besuchte, kritisierte {GPE:rus|Russland}.',
    'visit visitor=a destination=ken',
  ],
  ['{PER:a|Anna Berg} kehrte von einer Reise zurück.', 'none:visit'],
  ['Beide Seiten erörterten die Lage im {GPE:sdn|Sudan}.', 'none:meeting'],
  [
    '{PER:a|Anna Berg} und {PER:b|Pavel Novák} erörterten den Ausbau des Handels.',
    'discussion agent=a agent=b',
  ],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} berieten über den Grenzschutz.',
    'discussion agent=deu agent=cze',
  ],
  ['{PER:a|Anna Berg} tauschte mit {PER:b|Pavel Novák} Ansichten über die Lage aus.', 'discussion agent=a'],
  [
    '{PER:a|Anna Berg} und {PER:b|Pavel Novák} tauschten sich über regionale Fragen aus.',
    'discussion agent=a agent=b',
  ],
  ['Über den Handel wurde ebenfalls gesprochen.', 'none:visit'],
  [
    '{GPE:rus|Russland} und die {GPE:ukr|Ukraine} tauschten erneut Gefangene aus.',
    'exchange party=rus party=ukr',
  ],
  ['{PER:a|Anna Berg} begrüßte {PER:b|Pavel Novák} am Flughafen.', 'greeting agent=a recipient=b'],
  ['{PER:a|Anna Berg} gratulierte {PER:b|Pavel Novák} zur Wiederwahl.', 'greeting agent=a recipient=b'],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} vereinbarten, den Handel auszubauen.',
    'commitment agent=deu agent=cze modality=agreed',
  ],
  ['{GPE:deu|Deutschland} hat sich verpflichtet, die Emissionen zu senken.', 'commitment agent=deu'],
  ['{GPE:ken|Kenia} erklärte sich bereit, Polizisten zu entsenden.', 'commitment agent=ken'],
  [
    '{PER:a|Anna Berg} sagte, {GPE:deu|Deutschland} sei bereit, die Zusammenarbeit mit {GPE:ken|Kenia} zu vertiefen.',
    'commitment agent=deu',
  ],
  ['{PER:a|Anna Berg} versprach {GPE:ken|Kenia} weitere Kredite.', 'commitment agent=a recipient=ken'],
  ['{GPE:deu|Deutschland} sagte zu, die Kosten zu übernehmen.', 'commitment agent=deu'],
  ['{PER:a|Anna Berg} kündigte an, die Steuern zu senken.', 'commitment agent=a'],
  ['Die {ORG:eu|EU} beschloss, die Grenzen zu öffnen.', 'commitment agent=eu'],
  ['Beide Seiten bekräftigten ihren Willen, den Dialog fortzusetzen.', 'none:visit'],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} bekräftigten ihre Entschlossenheit, den Dialog fortzusetzen.',
    'commitment agent=deu agent=cze',
  ],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} stimmten darin überein, dass der Dialog fortgesetzt werden müsse.',
    'commitment agent=deu agent=cze',
  ],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} einigten sich darauf, ein Büro zu eröffnen.',
    'commitment agent=deu',
  ],
  ['„Wir sind bereit, den Dialog fortzusetzen“, sagte {PER:a|Anna Berg}.', 'commitment'],
  [
    'Die {DEM:deu|deutsche} {ROLE:r|Ministerin} {PER:a|Anna Berg} sagte, {GPE:deu|Deutschland} werde die Grenzen öffnen.',
    'commitment agent=deu speaker=a',
  ],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} erzielten eine Einigung im Streit um die Grenze.',
    'agreement_reached agent=deu agent=cze',
  ],
  ['Die Minister der {ORG:eu|EU} haben sich auf eine Reform geeinigt.', 'agreement_reached agent=eu'],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} haben ein {DOCU:d|Handelsabkommen} unterzeichnet.',
    'agreement_signed party=deu party=cze instrument=d',
  ],
  [
    'Das {DOCU:d|Handelsabkommen} wurde am Montag in {GPE:wien|Wien} von {PER:a|Anna Berg} und {PER:b|Pavel Novák} unterzeichnet.',
    'agreement_signed party=a party=b instrument=d',
  ],
  [
    '{GPE:deu|Deutschland} schloss mit {GPE:ken|Kenia} ein Abkommen über Fachkräfte.',
    'agreement_signed party=deu party=ken',
  ],
  ['Das Parlament ratifizierte das {DOCU:d|Abkommen}.', 'agreement_signed instrument=d'],
  [
    'Nach der Unterzeichnung des {DOCU:d|Abkommens} durch {PER:a|Anna Berg} sprach {PER:b|Pavel Novák}.',
    'none:visit',
  ],
  ['{GPE:deu|Deutschland} unterstützt {GPE:ukr|die Ukraine}.', 'support agent=deu recipient=ukr'],
  ['{PER:a|Anna Berg} unterstützt den Plan der {ORG:un|Vereinten Nationen}.', 'support agent=a'],
  [
    '{PER:a|Anna Berg} sicherte {GPE:ukr|der Ukraine} die Unterstützung {GPE:deu|Deutschlands} zu.',
    'commitment agent=a recipient=ukr',
  ],
  ['{PER:a|Anna Berg} begrüßte die Einigung.', 'assessment speaker=a'],
  ['{GPE:chn|China} sprach sich für eine Zwei-Staaten-Lösung aus.', 'support agent=chn'],
  ['{PER:a|Anna Berg} äußerte ihre Unterstützung für {GPE:ukr|die Ukraine}.', 'support agent=a'],
  [
    '{GPE:deu|Deutschland} arbeitet mit {GPE:cze|Tschechien} bei der Polizei zusammen.',
    'cooperation agent=deu agent=cze',
  ],
  ['{GPE:usa|Die USA} liefern {GPE:ukr|der Ukraine} weitere Waffen.', 'aid agent=usa recipient=ukr'],
  [
    '{GPE:deu|Deutschland} stellt {GPE:ken|Kenia} {MONEY:60000000|60 Millionen Euro} zur Verfügung.',
    'aid agent=deu recipient=ken',
  ],
  [
    '{GPE:deu|Deutschland} gewährte {GPE:ken|Kenia} einen Kredit von {MONEY:5000000|fünf Millionen Euro}.',
    'aid agent=deu recipient=ken',
  ],
  ['{GPE:jpn|Japan} schickte Hilfsgüter nach {GPE:tur|Türkei}.', 'aid agent=jpn'],
  ['{GPE:deu|Deutschland} hilft {GPE:ken|Kenia} beim Ausbau der Häfen.', 'aid agent=deu recipient=ken'],
  [
    '{DEM:usa|Amerikanische} Militärhilfe für {GPE:ukr|die Ukraine} war umstritten.',
    'aid agent=usa recipient=ukr',
  ],
  [
    '{GPE:deu|Deutschland} und {GPE:cze|Tschechien} bauen gemeinsam eine Bahnstrecke.',
    'project party=deu party=cze',
  ],
  [
    '{PER:a|Anna Berg} forderte {GPE:rus|Russland} auf, die Angriffe einzustellen.',
    'request agent=a recipient=rus',
  ],
  ['{GPE:rus|Russland} wurde aufgefordert, die Angriffe einzustellen.', 'request recipient=rus'],
  ['{PER:a|Anna Berg} forderte ein Ende der Kämpfe.', 'request agent=a'],
  ['Die {ORG:un|UNO} rief die Parteien zur Zurückhaltung auf.', 'request agent=un'],
  [
    '{PER:a|Anna Berg} appellierte an {GPE:rus|Russland}, die Häfen zu öffnen.',
    'request agent=a recipient=rus',
  ],
  ['{PER:a|Anna Berg} bat {GPE:usa|die USA} um weitere Raketen.', 'request agent=a recipient=usa'],
  ['{PER:a|Anna Berg} drängte auf eine Waffenruhe.', 'request agent=a'],
  ['{PER:a|Anna Berg} hofft, dass beide Seiten einlenken.', 'request agent=a modality=desired'],
  [
    '{PER:a|Anna Berg} lud {PER:b|Pavel Novák} zu einem Besuch nach {GPE:wien|Wien} ein.',
    'request agent=a recipient=b | none:visit',
  ],
  ['{PER:a|Anna Berg} betonte, {GPE:rus|Russland} müsse die Truppen abziehen.', 'request agent=a'],
  ['{PER:a|Anna Berg} sagte, {GPE:isr|Israel} solle die Übergänge öffnen.', 'request agent=a recipient=isr'],
  ['{PER:a|Anna Berg} schlug vor, eine Konferenz einzuberufen.', 'proposal agent=a modality=proposed'],
  ['{GPE:chn|China} legte einen Friedensplan vor.', 'proposal agent=chn'],
  ['{GPE:che|Die Schweiz} bot an, zwischen den Parteien zu vermitteln.', 'proposal agent=che'],
  ['{PER:a|Anna Berg} kritisierte {GPE:rus|Russland} scharf.', 'criticism agent=a recipient=rus'],
  ['{GPE:fra|Frankreich} verurteilte den Angriff auf {GPE:ukr|die Ukraine}.', 'criticism agent=fra'],
  ['{PER:a|Anna Berg} übte Kritik an {GPE:chn|China}.', 'criticism agent=a recipient=chn'],
  [
    '{GPE:fra|Frankreich} bestellte den {DEM:rus|russischen} Botschafter ein.',
    'criticism agent=fra recipient=rus',
  ],
  ['{GPE:jpn|Japan} äußerte seine Besorgnis über die Raketentests.', 'criticism agent=jpn'],
  [
    '{PER:a|Anna Berg} warf {GPE:rus|Russland} vor, das Abkommen zu verletzen.',
    'accusation speaker=a agent=rus',
  ],
  ['{PER:a|Anna Berg} beschuldigte {GPE:irn|den Iran} der Spionage.', 'accusation speaker=a agent=irn'],
  [
    '{GPE:usa|Washington} machte {GPE:irn|den Iran} für den Anschlag verantwortlich.',
    'accusation speaker=usa agent=irn',
  ],
  ['{PER:a|Anna Berg} erhob schwere Vorwürfe gegen {GPE:irn|den Iran}.', 'accusation speaker=a agent=irn'],
  ['{PER:a|Anna Berg} lehnte den Vorschlag ab.', 'rejection agent=a'],
  ['{GPE:rus|Russland} wies die Vorwürfe zurück.', 'rejection agent=rus'],
  ['Der Vorschlag wurde von {GPE:chn|China} abgelehnt.', 'rejection agent=chn'],
  ['{GPE:rus|Russland} legte ein Veto gegen die Resolution ein.', 'rejection agent=rus'],
  ['{GPE:hun|Ungarn} weigert sich, die Beschlüsse umzusetzen.', 'rejection agent=hun'],
  ['{GPE:irn|Der Iran} drohte {GPE:isr|Israel} mit Vergeltung.', 'threat agent=irn recipient=isr'],
  ['{PER:a|Anna Berg} drohte damit, die Verhandlungen abzubrechen.', 'threat agent=a'],
  ['{GPE:rus|Moskau} kündigte Gegenmaßnahmen an.', 'threat agent=rus'],
  ['Die {ORG:eu|EU} verhängte Sanktionen gegen {GPE:rus|Russland}.', 'sanction agent=eu recipient=rus'],
  [
    '{GPE:usa|Die USA} haben die Sanktionen gegen {GPE:irn|den Iran} verschärft.',
    'sanction agent=usa recipient=irn',
  ],
  [
    'Gegen {GPE:blr|Belarus} wurden von der {ORG:eu|EU} neue Sanktionen verhängt.',
    'sanction agent=eu recipient=blr',
  ],
  ['{GPE:usa|Die USA} erheben Strafzölle auf Stahl aus {GPE:chn|China}.', 'sanction agent=usa'],
  [
    '{GPE:bol|Bolivien} brach die diplomatischen Beziehungen zu {GPE:isr|Israel} ab.',
    'sanction agent=bol recipient=isr',
  ],
  ['{GPE:pol|Polen} wies {DEM:rus|russische} Diplomaten aus.', 'coercion agent=pol recipient=rus'],
  ['{PER:a|Anna Berg} sagte, die Lage sei ernst.', 'statement speaker=a modality=claimed'],
  ['„Die Lage ist ernst“, sagte {PER:a|Anna Berg}.', 'statement speaker=a'],
  ['{PER:a|Anna Berg} erklärte: „Die Lage ist ernst.“', 'statement speaker=a'],
  ['Die Lage sei ernst, teilte {PER:a|Anna Berg} mit.', 'statement speaker=a'],
  ['Die Lage ist nach Angaben von {PER:a|Anna Berg} ernst.', 'none:visit'],
  ['{PER:a|Anna Berg} betonte die Bedeutung des Völkerrechts für den Frieden.', 'statement speaker=a'],
  [
    '„Die Lage ist ernst. Die Vorräte reichen nur noch wenige Tage. Niemand weiß, was danach kommt“, warnte {PER:a|Anna Berg}.',
    'statement speaker=a',
  ],
  ['{PER:a|Anna Berg} würdigte die Ergebnisse der Zusammenarbeit.', 'assessment speaker=a'],
  ['{PER:a|Anna Berg} lobte die Arbeit der Helfer.', 'assessment speaker=a'],
  ['{PER:a|Anna Berg} bezeichnete die Gespräche als fruchtbar.', 'assessment speaker=a'],
  ['{PER:a|Anna Berg} zeigte sich besorgt über die Kämpfe.', 'assessment speaker=a'],
  [
    '{PER:a|Anna Berg} bezeichnete {GPE:ken|Kenia} als verlässlichen Partner.',
    'characterization speaker=a target=ken',
  ],
  ['{PER:a|Anna Berg} nannte {GPE:ken|Kenia} einen Freund.', 'characterization speaker=a target=ken'],
  [
    '{PER:a|Anna Berg} sagte, {GPE:ken|Kenia} sei ein wichtiger Partner.',
    'characterization speaker=a target=ken',
  ],
  [
    'Die {LEVEL:l|strategische Partnerschaft} zwischen {GPE:deu|Deutschland} und {GPE:ind|Indien} besteht seit Jahren.',
    'relation_status party=deu party=ind level=l',
  ],
  [
    '{GPE:vnm|Vietnam} und {GPE:aus|Australien} haben ihre Beziehungen zu einer {LEVEL:l|umfassenden strategischen Partnerschaft} aufgewertet.',
    'relation_change level=l',
  ],
  [
    '{GPE:hnd|Honduras} und {GPE:chn|China} nahmen diplomatische Beziehungen auf.',
    'diplomatic_relations party=hnd party=chn',
  ],
  ['Zwischen {GPE:deu|Deutschland} und {GPE:jpn|Japan} gilt Visumfreiheit.', 'regime party=deu party=jpn'],
  [
    'Der {DEM:deu|deutsche} {ROLE:r|Minister} {PER:a|Anna Berg} sprach als Erster.',
    'position_held person=a role=r jurisdiction=deu',
  ],
  ['{PER:a|Anna Berg}, {ROLE:r|Ministerin} für Umwelt, sprach als Erste.', 'position_held person=a role=r'],
  ['{PER:a|Anna Berg} ({ROLE:r|Ministerin}) sprach als Erste.', 'position_held person=a role=r'],
  [
    'Die {ROLE:r|Präsidentin} der {ORG:k|Kommission}, {PER:a|Anna Berg}, sprach als Erste.',
    'position_held person=a role=r org=k',
  ],
  [
    'Der frühere {ROLE:r|Minister} {PER:a|Pavel Novák} sprach.',
    'position_held person=a role=r status=former',
  ],
  ['{PER:a|Pavel Novák} ist {ROLE:r|Präsident} von {GPE:cze|Tschechien}.', 'position_held person=a role=r'],
  [
    'Die {ROLE:r|Präsidenten} {GPE:fra|Frankreichs} und {GPE:bra|Brasiliens}, {PER:a|Luc Petit} und {PER:b|Davi Souza}, trafen sich.',
    'position_held person=a jurisdiction=fra | position_held person=b jurisdiction=bra',
  ],
  [
    'Die {ROLE:r|Außenminister} {PER:a|Luc Petit} und {PER:b|Davi Souza} trafen sich.',
    'position_held person=a | position_held person=b',
  ],
  [
    '{GPE:bra|Brasiliens} {ROLE:r|Präsident} {PER:b|Davi Souza} sprach.',
    'position_held person=b jurisdiction=bra',
  ],
  [
    'In der {DEM:ken|kenianischen} Hauptstadt {GPE:nbo|Nairobi} begann der Gipfel.',
    'capital_of place=nbo of=ken',
  ],
  ['Die Provinz {GPE:kivu|Kivu} im Osten {GPE:cod|Kongos} ist umkämpft.', 'located_in place=kivu in=cod'],
  [
    '{GPE:deu|Deutschland} und {GPE:fra|Frankreich} feiern den {ORDINAL:60|60.} Jahrestag der Unterzeichnung des {DOCU:d|Élysée-Vertrags}.',
    'anniversary party=deu party=fra | agreement_signed instrument=d',
  ],
  [
    '{GPE:vnm|Vietnam} und {GPE:ind|Indien} begehen {DATE:2022|2022} den {ORDINAL:50|50.} Jahrestag der Aufnahme diplomatischer Beziehungen.',
    'anniversary party=vnm party=ind | diplomatic_relations party=vnm time=1972',
  ],
  [
    'Der Handel zwischen {GPE:deu|Deutschland} und {GPE:cze|Tschechien} erreichte {DATE:2023|2023} {MONEY:113|113 Milliarden Euro}.',
    'measure party=deu party=cze',
  ],
  ['Das Handelsvolumen mit {GPE:ken|Kenia} stieg auf {MONEY:1|eine Milliarde Euro}.', 'measure party=ken'],
  [
    '{GPE:ind|Indien} will seine Exporte bis {DATE:2030|2030} auf {MONEY:1|zwei Billionen Dollar} steigern.',
    'target holder=ind',
  ],
  ['{PER:a|Anna Berg} wurde zur {ROLE:r|Ministerin} ernannt.', 'appointment person=a role=r'],
  [
    '{PER:b|Davi Souza} ernannte {PER:a|Anna Berg} zur {ROLE:r|Ministerin}.',
    'appointment person=a role=r appointedBy=b',
  ],
  [
    '{PER:a|Anna Berg} trat als {ROLE:r|Ministerin} zurück.',
    'appointment person=a role=r change=leaves_office',
  ],
  ['{PER:a|Pavel Novák} wurde als {ROLE:r|Präsident} vereidigt.', 'appointment person=a role=r'],
  [
    '{PER:b|Davi Souza} entließ {ROLE:r|Verteidigungsminister} {PER:a|Pavel Novák}.',
    'appointment person=a role=r change=leaves_office',
  ],
  ['{GPE:fin|Finnland} trat der {ORG:nato|NATO} bei.', 'membership member=fin org=nato'],
  ['{GPE:mli|Mali} ist aus der {ORG:eco|Ecowas} ausgetreten.', 'membership member=mli org=eco'],
  ['{GPE:arg|Argentinien} ist Mitglied des {ORG:mer|Mercosur}.', 'membership member=arg org=mer'],
  [
    '{DEM:rus|Russische} Truppen griffen {GPE:odessa|Odessa} an.',
    'military_action agent=rus recipient=odessa',
  ],
  ['{GPE:isr|Israel} hat Stellungen im {GPE:lbn|Libanon} bombardiert.', 'military_action agent=isr'],
  [
    '{GPE:odessa|Odessa} wurde von {DEM:rus|russischen} Drohnen angegriffen.',
    'military_action agent=rus recipient=odessa',
  ],
  [
    'Der Angriff {GPE:rus|Russlands} auf {GPE:ukr|die Ukraine} dauert an.',
    'military_action agent=rus recipient=ukr',
  ],
  ['{GPE:prk|Nordkorea} feuerte zwei Raketen ab.', 'mobilization agent=prk'],
  ['{GPE:chn|China} hält ein Manöver rund um {GPE:twn|Taiwan} ab.', 'mobilization agent=chn'],
  ['{GPE:usa|Die USA} verlegen Soldaten nach {GPE:pol|Polen}.', 'mobilization agent=usa'],
  [
    '{GPE:ind|Indien} und {GPE:jpn|Japan} begannen eine gemeinsame Militärübung.',
    'mobilization agent=ind agent=jpn',
  ],
  ['Die {DEM:tur|türkische} Polizei nahm {PER:a|Kemal Ay} fest.', 'coercion agent=tur recipient=a'],
  ['{PER:a|Kemal Ay} wurde in {GPE:ist|Istanbul} festgenommen.', 'coercion recipient=a'],
  ['Die Regierung von {GPE:per|Peru} verhängte den Ausnahmezustand.', 'coercion agent=per'],
  ['{GPE:fra|Frankreich} zog seine Truppen aus {GPE:mli|Mali} ab.', 'withdrawal agent=fra'],
  ['{GPE:blr|Belarus} ließ {PER:a|Kemal Ay} frei.', 'withdrawal agent=blr'],
  [
    '{GPE:arm|Armenien} und {GPE:aze|Aserbaidschan} vereinbarten eine Waffenruhe.',
    'withdrawal agent=arm agent=aze',
  ],
  [
    '{GPE:usa|Die USA} lockerten die Sanktionen gegen {GPE:ven|Venezuela}.',
    'concession agent=usa recipient=ven',
  ],
  ['{PER:a|Anna Berg} entschuldigte sich bei {GPE:nam|Namibia}.', 'concession agent=a recipient=nam'],
  ['In {GPE:wien|Wien} demonstrierten Tausende gegen den Krieg.', 'protest place=wien'],
  ['{PER:a|Anna Berg} wird {GPE:ken|Kenia} nicht besuchen.', 'visit visitor=a destination=ken polarity=neg'],
  [
    '{GPE:deu|Deutschland} liefert {GPE:ukr|der Ukraine} keine Raketen.',
    'aid agent=deu recipient=ukr polarity=neg',
  ],
  ['{PER:a|Anna Berg} könnte nach {GPE:ken|Kenia} reisen.', 'visit visitor=a modality=hypothetical'],
  [
    '{PER:a|Anna Berg} wird voraussichtlich nach {GPE:ken|Kenia} reisen.',
    'visit visitor=a modality=expected',
  ],
  ['{PER:a|Anna Berg} soll nach {GPE:ken|Kenia} reisen.', 'visit visitor=a modality=planned'],
  [
    '{PER:a|Anna Berg} sagte, {PER:b|Pavel Novák} habe {GPE:ken|Kenia} besucht.',
    'visit visitor=b destination=ken modality=claimed by=a',
  ],
  ['Laut {ORG:tass|TASS} hat {PER:a|Anna Berg} {GPE:ken|Kenia} besucht.', 'visit visitor=a destination=ken'],
  [
    '{PER:a|Anna Berg} begrüßte die Einigung und kritisierte {GPE:rus|Russland}.',
    'assessment speaker=a | criticism agent=a recipient=rus',
  ],
  [
    '{PER:a|Anna Berg} traf {PER:b|Pavel Novák}, besuchte {GPE:ken|Kenia} und kehrte am Abend zurück.',
    'meeting participant=a participant=b | visit visitor=a destination=ken',
  ],
  [
    '{PER:a|Anna Berg}, mit der {PER:b|Pavel Novák} sprach, besuchte {GPE:ken|Kenia}.',
    'visit visitor=a destination=ken',
  ],
  [
    'Wie {PER:a|Anna Berg} mitteilte, besuchte {PER:b|Pavel Novák} {GPE:ken|Kenia}.',
    'visit visitor=b destination=ken',
  ],
  [
    '{GPE:deu|Deutschland}, {GPE:fra|Frankreich} und {GPE:pol|Polen} verurteilten den Anschlag.',
    'criticism agent=deu agent=fra agent=pol',
  ],
  [
    '{PER:a|Anna Berg} verurteilte einerseits den Angriff, forderte andererseits aber Verhandlungen.',
    'criticism agent=a | request agent=a',
  ],
  ['{PER:a|Anna Berg} trifft {PER:b|Pavel Novák}', 'meeting participant=a participant=b'],
  ['{PER:a|Berg} in {GPE:ken|Kenia}: Treffen mit {PER:b|Novák}', 'none:visit'],
  [
    '{GPE:wien|Wien} (dpa) – {PER:a|Anna Berg} hat {PER:b|Pavel Novák} getroffen.',
    'meeting participant=a participant=b',
  ],
  [
    '{PER:a|Anna Berg} vermittelte zwischen {GPE:arm|Armenien} und {GPE:aze|Aserbaidschan}.',
    'meeting participant=a',
  ],
  [
    '{GPE:qat|Katar} vermittelt zwischen {GPE:isr|Israel} und der {ORG:hamas|Hamas}.',
    'meeting participant=qat',
  ],
  [
    'Gemeinsam mit {PER:b|Pavel Novák} eröffnete {PER:a|Anna Berg} die Botschaft in {GPE:kig|Kigali}.',
    'none:visit',
  ],
  ['{PER:a|Anna Berg} lobte {GPE:ken|Kenia} als verlässlichen Partner.', 'assessment speaker=a by=a'],
  [
    'Die {ROLE:r|Chefin} der {ORG:k|Behörde} (BAO), {PER:a|Anna Berg}, forderte {GPE:irn|Teheran} auf, die Anlagen zu öffnen.',
    'request agent=a recipient=irn | position_held person=a org=k',
  ],
  ['{GPE:irn|Irans} oberster {ROLE:r|Führer} {PER:a|Kemal Ay} lehnte Gespräche ab.', 'rejection agent=a'],
  [
    '{PER:a|Anna Berg} dankte der Partei, dem Staat und dem Volk und sagte, das Parlament werde die Gesetze ändern.',
    'statement speaker=a',
  ],
  ['{PER:a|Anna Berg} übermittelte eine Einladung zu einem Besuch in {GPE:lao|Laos}.', 'none:visit'],
  [
    '{PER:a|Anna Berg} reiste nach {GPE:ken|Kenia}, um {PER:b|Pavel Novák} zu treffen.',
    'visit visitor=a destination=ken | meeting participant=a participant=b modality=planned',
  ],
  ['{PER:a|Anna Berg} warnte davor, weitere Länder anzugreifen.', 'none:military_action'],
  ['{PER:a|Anna Berg} äußerte sich skeptisch.', 'assessment speaker=a stance=negative'],
  [
    '{GPE:nld|Die Niederlande} kündigten ein Hilfspaket für {GPE:ukr|die Ukraine} an.',
    'aid agent=nld recipient=ukr modality=planned',
  ],
  [
    '{PER:a|Anna Berg} schlug vor, dass {GPE:jpn|Japan} die Einfuhr erleichtert.',
    'proposal agent=a recipient=jpn',
  ],
  [
    '{PER:a|Anna Berg} sagte, sein Land sei bereit, die Zusammenarbeit mit {GPE:ken|Kenia} zu vertiefen.',
    'none:visit',
  ],
  [
    '{GPE:ken|Kenia} ist bereit, die Zusammenarbeit mit {GPE:uga|Uganda} zu vertiefen.',
    'commitment agent=ken recipient=uga',
  ],
  [
    '{GPE:ken|Kenia} und {GPE:uga|Uganda} waren sich einig, den Handel zu fördern.',
    'commitment agent=ken agent=uga',
  ],
  ['Ergebnis der Wahl in {GPE:ken|Kenia} steht fest.', 'none:visit'],
  [
    '{GPE:ken|Kenia} hat vor {GPE:mom|Mombasa} die Übung „Ruhige See“ durchgeführt.',
    'mobilization agent=ken place=mom',
  ],
  ['Ab Montag erhebt {GPE:ind|Indien} Zölle auf Linsen.', 'sanction agent=ind'],
  ['{GPE:ind|Indien} erhebt als Antwort Zölle auf Linsen.', 'sanction agent=ind'],
  [
    'Am Freitag fanden die Verhandlungen des {ROLE:r|Präsidenten} der {GPE:kaz|Republik Kasachstan} {PER:a|Marat Nurlanow} mit dem {ROLE:q|Premierminister} von {GPE:tha|Thailand} {PER:b|Somchai Prasert} statt.',
    'meeting participant=a participant=b',
  ],
  [
    'Der {ROLE:r|Staatsminister} im {ORG:m|omanischen Außenministerium}, {PER:a|Salim bin Hamad al-Badi}, hat bestätigt, dass der Dialog weitergeht.',
    'statement speaker=a',
  ],
  ['{PER:a|Anna Berg} hat {GPE:ind|Indien} gelobt.', 'assessment speaker=a | none:commitment'],
  ['{PER:a|Anna Berg} gelobte, die Verfassung zu achten.', 'commitment agent=a'],
  ['{PER:a|Anna Berg} hält das Abkommen für unfair.', 'assessment speaker=a'],
  ['{PER:a|Anna Berg} nannte das Ziel, das sie für wichtig hält.', 'none:characterization'],
  ['{GPE:chl|Chile} stellt sich dagegen.', 'rejection agent=chl'],
  ['{GPE:chl|Chile} ist mit dem Vorgehen von {GPE:per|Peru} unzufrieden.', 'criticism agent=chl'],
  [
    '{GPE:prk|Nordkorea} erklärte {GPE:kor|Südkorea} zum Hauptfeind.',
    'characterization speaker=prk target=kor',
  ],
  [
    '{GPE:chn|China} und {GPE:aus|Australien} bereiten eine Sitzung der Kommission vor.',
    'meeting participant=chn participant=aus modality=planned',
  ],
  [
    '{GPE:chl|Chile} und {GPE:arg|Argentinien} legten ihren Grenzstreit bei.',
    'agreement_reached agent=chl agent=arg',
  ],
  [
    '{PER:a|Anna Berg} und {PER:b|Pavel Novák} trafen sich am Montag. Es wurde vereinbart, eine Fluglinie zu eröffnen.',
    'agreement_reached agent=a agent=b',
  ],
  [
    'Die {ROLE:r|Außenministerin} {PER:a|Anna Berg} drohte mit Streik, sollte der {ROLE:q|Minister} {PER:b|Pavel Novák} nicht zurücktreten.',
    'none:appointment',
  ],
  [
    '{PER:a|Anna Berg} hat ihren Rücktritt angekündigt.',
    'appointment person=a modality=planned | none:commitment',
  ],
  [
    'Präsident {PER:a|Karim Sadok} hat {ROLE:r|Ministerpräsidentin} {PER:b|Leila Mansour} entlassen.',
    'appointment person=b | none:withdrawal',
  ],
  [
    'Der amtierende {ROLE:r|Vorsitzende} der {ORG:o|Asean}, {GPE:mys|Malaysias} {ROLE:q|Premierminister} {PER:a|Azhar Rahim}, dankte {GPE:jpn|Japan}.',
    'position_held person=a org=o | position_held person=a jurisdiction=mys',
  ],
  [
    '{GPE:vnm|Vietnam} und {GPE:deu|Deutschland} feiern das {DURATION:P50Y|50-jährige} Bestehen ihrer diplomatischen Beziehungen.',
    'anniversary party=vnm party=deu',
  ],
  [
    '{GPE:jpn|Japan} stellt {GPE:ken|Kenia} Kredite in Aussicht.',
    'commitment agent=jpn recipient=ken | none:aid',
  ],
  [
    '{DEM:chn|Chinas} {ROLE:r|Minister} {PER:a|Gao Ming} und {DEM:aus|Australiens} {ROLE:q|Minister} {PER:b|Dan Wirth} trafen sich. Das Volumen des bilateralen Handels belief sich auf {MONEY:5000000|5 Millionen Dollar}.',
    'measure',
  ],
  ['{GPE:bra|Brasilien} hält am Ein-China-Prinzip fest.', 'support agent=bra | none:coercion'],
  [
    'Die Polizei hielt am {DATE:2024-05-03|Montag} {PER:a|Anna Berg} fest.',
    'coercion recipient=a | none:support',
  ],
  ['{GPE:mli|Mali} gab den Austritt aus der {ORG:o|Ecowas} bekannt.', 'membership member=mli org=o'],
  [
    '{GPE:irn|Der Iran} warf {GPE:usa|Washington} und {GPE:kor|Seoul} vor, einen Krieg vorzubereiten.',
    'accusation speaker=irn agent=usa agent=kor',
  ],
  [
    '{GPE:egy|Ägypten} vermittelt gemeinsam mit {GPE:qat|Katar} zwischen {GPE:isr|Israel} und der {ORG:h|Hamas}.',
    'meeting participant=egy participant=qat participant=isr participant=h',
  ],
  ['{ROLE:r|Finanzminister} wird der Ökonom {PER:a|Hugo Leal}.', 'appointment person=a role=r'],
  ['{PER:a|Anna Berg} wollte das nicht kommentieren.', 'none:commitment'],
]

describe('what a sentence of the news says', () => {
  it.each(sentences)('%s', (source, wanted) => {
    const facts = factsIn(source)
    for (const one of wanted.split(' | ')) {
      if (one.startsWith('none:')) expect(facts.map((fact) => fact.type)).not.toContain(one.slice(5))
      else
        expect(
          facts.some((fact) => holds(fact, one)),
          `${one}\n${JSON.stringify(facts, null, 1)}`,
        ).toBe(true)
    }
  })
})
