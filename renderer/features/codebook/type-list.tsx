import { useState, type ReactNode } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { factKinds } from '../../../shared/model/vocabulary.ts'
import { rankByWords } from '../../app/rank-by-words.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'

/** The types by group, with a filter; a new one is made from here. */
export function TypeList(props: {
  readonly codebook: Codebook
  readonly chosen: string | null
  /** Types the draft says otherwise than the saved codebook. */
  readonly changed: ReadonlySet<string>
  readonly readOnly: boolean
  readonly onChoose: (id: string) => void
  readonly onAdd: () => void
}): ReactNode {
  const { codebook, chosen, changed, readOnly, onChoose, onAdd } = props
  const { t, language } = useLocale()
  const [search, setSearch] = useState('')
  const types = rankByWords(
    codebook.factTypes.map((type) => ({
      type,
      label: type.label[language] === '' ? type.id : type.label[language],
    })),
    search,
  )
  return (
    <nav className="codebook-nav" aria-label={t('codebook.typeList')} data-pane="">
      <input
        type="search"
        className="input"
        aria-label={t('codebook.find')}
        placeholder={t('codebook.find')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {factKinds.map((kind) => {
        const ofKind = types.filter(({ type }) => type.kind === kind)
        if (ofKind.length === 0) return null
        return (
          <section key={kind}>
            <h2 className="facet-title">{t(`factKind.${kind}`)}</h2>
            {ofKind.map(({ type, label }) => (
              <button
                key={type.id}
                type="button"
                className="side-link side-button"
                aria-current={type.id === chosen ? 'true' : undefined}
                onClick={() => onChoose(type.id)}
              >
                <span>
                  {label}
                  {changed.has(type.id) ? (
                    <span className="codebook-mark">{t('codebook.changedMark')}</span>
                  ) : null}
                  {type.retired === true ? (
                    <span className="codebook-mark">{t('codebook.retiredMark')}</span>
                  ) : null}
                </span>
              </button>
            ))}
          </section>
        )
      })}
      {types.length === 0 ? <p className="quiet small">{t('codebook.none')}</p> : null}
      <Button icon="plus" disabled={readOnly} onClick={onAdd}>
        {t('codebook.addType')}
      </Button>
    </nav>
  )
}
