import { useState, type ReactNode } from 'react'
import type { Bilingual, Codebook, CodebookSlot, FactType } from '../../../shared/model/codebook.ts'
import { useQuery } from '../../app/store.ts'
import { rankByWords } from '../../app/rank-by-words.ts'
import { useLocale } from '../../locales/locale.tsx'

const codesOf = (type: FactType): readonly string[] => [
  ...(type.mapping.plover === null
    ? []
    : [['PLOVER', type.mapping.plover.event, ...type.mapping.plover.modes].join(' ')]),
  ...(type.mapping.cameo.length === 0 ? [] : [`CAMEO ${type.mapping.cameo.join(', ')}`]),
  ...(type.mapping.wikidata.length === 0 ? [] : [`Wikidata ${type.mapping.wikidata.join(', ')}`]),
  ...(type.mapping.schemaOrg === null ? [] : [`schema.org ${type.mapping.schemaOrg}`]),
  ...(type.mapping.aceEre === null ? [] : [`ACE/ERE ${type.mapping.aceEre}`]),
]

function SlotRow(props: {
  readonly slot: CodebookSlot
  readonly codebook: Codebook
  readonly words: (text: Bilingual) => string
}): ReactNode {
  const { slot, codebook, words } = props
  const { t, format } = useLocale()
  const fillers = [
    ...slot.fillers.map((id) => {
      const type = codebook.mentionTypes.find((one) => one.id === id)
      return type === undefined ? id : words(type.label)
    }),
    ...(slot.text ? [t('codebook.text')] : []),
    ...(slot.values ?? []).map((value) => words(value.label)),
  ]
  return (
    <tr>
      <th scope="row">
        {words(slot.label)}
        {slot.key ? (
          <span className="key-slot" title={t('codebook.keyHint')}>
            {t('codebook.key')}
          </span>
        ) : null}
      </th>
      <td>{t(`slotCount.${slot.count}`)}</td>
      <td>{format.list(fillers)}</td>
    </tr>
  )
}

/** The codebook as it is used: types with definitions, slots, codes and rules. For reading. */
export function CodebookView(): ReactNode {
  const { t, tn, language } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  if (codebook === undefined) return <p className="empty">{t('ui.loading')}</p>
  const words = (text: Bilingual): string => text[language]
  const types = rankByWords(
    codebook.factTypes.map((type) => ({ type, label: words(type.label) })),
    search,
  ).map((one) => one.type)
  const type = types.find((one) => one.id === chosen) ?? types[0]
  const rules = type === undefined ? [] : codebook.rules.filter((rule) => rule.types.includes(type.id))
  return (
    <div className="codebook">
      <nav className="codebook-nav" aria-label={t('project.codebook')} data-pane="">
        <input
          type="search"
          className="input"
          aria-label={t('codebook.find')}
          placeholder={t('codebook.find')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {(['event', 'relation', 'statement', 'measure'] as const).map((kind) => {
          const ofKind = types.filter((one) => one.kind === kind)
          if (ofKind.length === 0) return null
          return (
            <section key={kind}>
              <h2 className="facet-title">{t(`factKind.${kind}`)}</h2>
              {ofKind.map((one) => (
                <button
                  key={one.id}
                  type="button"
                  className="side-link side-button"
                  aria-current={one.id === type?.id ? 'true' : undefined}
                  onClick={() => setChosen(one.id)}
                >
                  {words(one.label)}
                </button>
              ))}
            </section>
          )
        })}
        {types.length === 0 ? <p className="quiet small">{t('codebook.none')}</p> : null}
      </nav>
      <article
        className="codebook-type"
        tabIndex={0}
        aria-label={type === undefined ? t('project.codebook') : words(type.label)}
      >
        <p className="quiet small">
          {words(codebook.title)} · {t('codebook.version', { version: codebook.version })} ·{' '}
          {tn('codebook.types', codebook.factTypes.length)}
        </p>
        {type === undefined ? null : (
          <>
            <h2 className="page-title">{words(type.label)}</h2>
            <p className="codebook-definition">{words(type.definition)}</p>
            <table className="codebook-slots">
              <thead>
                <tr>
                  <th scope="col">{t('codebook.slot')}</th>
                  <th scope="col">{t('codebook.count')}</th>
                  <th scope="col">{t('codebook.filler')}</th>
                </tr>
              </thead>
              <tbody>
                {type.slots.map((slot) => (
                  <SlotRow key={slot.role} slot={slot} codebook={codebook} words={words} />
                ))}
              </tbody>
            </table>
            {codesOf(type).length === 0 ? null : (
              <p className="codebook-codes">
                {codesOf(type).map((code) => (
                  <span key={code} className="code">
                    {code}
                  </span>
                ))}
              </p>
            )}
            {rules.length === 0 ? null : (
              <section className="stack">
                <h3 className="field-label">{t('codebook.rules')}</h3>
                <ul className="codebook-rules">
                  {rules.map((rule) => (
                    <li key={rule.id}>
                      <span className="quiet small">{t(`severity.${rule.severity}`)}</span> {words(rule.text)}
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </article>
    </div>
  )
}
