import type { ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { triageStates } from '../../../shared/model/vocabulary.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/field.tsx'
import { libraryView, toggled, wholeLibrary, type LibraryView } from './library-view.ts'

/** Narrowing the library by state and by publisher, with how many there are. */
export function Facets(props: {
  readonly view: LibraryView
  readonly facets: ChannelOutput<'articles.list'>['facets'] | undefined
}): ReactNode {
  const { view, facets } = props
  const { t, format } = useLocale()
  const publishers = facets?.publisher ?? []
  // A chosen publisher stays visible when nothing of it is left under the other choices.
  const gone = view.publishers.filter((name) => !publishers.some((one) => one.value === name))
  return (
    <aside className="facets" aria-label={t('library.facets')} data-pane="">
      <fieldset>
        <legend className="facet-title">{t('library.state')}</legend>
        {triageStates.map((state) => (
          <Check
            key={state}
            label={t(`triage.${state}`)}
            checked={view.triage.includes(state)}
            detail={format.number(facets?.triage[state] ?? 0)}
            onChange={() => libraryView.set({ ...view, triage: toggled(view.triage, state), active: 0 })}
          />
        ))}
      </fieldset>
      {publishers.length + gone.length === 0 ? null : (
        <fieldset>
          <legend className="facet-title">{t('library.publisher')}</legend>
          {[...publishers, ...gone.map((value) => ({ value, count: 0 }))].map(({ value, count }) => (
            <Check
              key={value}
              label={value}
              checked={view.publishers.includes(value)}
              detail={format.number(count)}
              onChange={() =>
                libraryView.set({ ...view, publishers: toggled(view.publishers, value), active: 0 })
              }
            />
          ))}
        </fieldset>
      )}
      {view.triage.length + view.publishers.length === 0 ? null : (
        <Button
          look="quiet"
          icon="cross"
          onClick={() => libraryView.set({ ...wholeLibrary, search: view.search })}
        >
          {t('library.showAll')}
        </Button>
      )}
    </aside>
  )
}
