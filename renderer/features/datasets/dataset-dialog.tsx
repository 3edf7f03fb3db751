import { useDeferredValue, useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { refusalOf } from '../../app/command-queue.ts'
import { navigate } from '../../app/routes.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check, Field } from '../../ui/field.tsx'
import {
  askableStates,
  draftOf,
  isDayOrEmpty,
  newDraft,
  queryOf,
  type FilterDraft,
  toggled,
} from './dataset-filter.ts'
import { PeopleFilter } from './people-filter.tsx'

/** A new dataset, or the name and filter of one. */
export function DatasetDialog(props: {
  readonly dataset: DatasetView | null
  readonly onClose: () => void
}): ReactNode {
  const { dataset, onClose } = props
  const store = useStore()
  const { t, language, format } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const [draft, setDraft] = useState<FilterDraft>(() =>
    dataset === null ? newDraft('') : draftOf(dataset.name, dataset.query),
  )
  const [articleSearch, setArticleSearch] = useState('')
  const search = useDeferredValue(articleSearch.trim())
  const articles = useQuery(
    'articles.list',
    { ...(search === '' ? {} : { search }), limit: 30 },
    { keep: true },
  ).value
  const chosenArticles = useQuery(
    'articles.list',
    draft.articleIds.length === 0 ? null : { limit: 5000 },
  ).value
  const facets = useQuery('articles.facets', {}).value
  const [error, setError] = useState<string | null>(null)
  const datesRight = [draft.from, draft.to, draft.publishedFrom, draft.publishedTo].every(isDayOrEmpty)
  const ready = draft.name.trim() !== '' && draft.states.length > 0 && datesRight
  const set = (change: Partial<FilterDraft>): void => setDraft((before) => ({ ...before, ...change }))
  const titleOf = (id: string): string => chosenArticles?.rows.find((row) => row.id === id)?.title ?? id

  const save = async (): Promise<void> => {
    if (!ready) return
    const query = queryOf(draft)
    const name = draft.name.trim()
    const result = await store.apply(
      [
        dataset === null
          ? { type: 'dataset.create', payload: { name, query } }
          : { type: 'dataset.update', payload: { datasetId: dataset.id, name, query } },
      ],
      { quiet: true },
    )
    const refusal = refusalOf(result)
    if (refusal !== null) {
      setError(errorMessage(refusal, language))
      return
    }
    onClose()
    const made = result.ok ? result.value[0]?.created?.['dataset']?.[0] : undefined
    if (made !== undefined) navigate({ screen: 'datasets', datasetId: made })
  }
  const dateError = (text: string): string | null => (isDayOrEmpty(text) ? null : t('dataset.dateWrong'))

  return (
    <Dialog
      title={dataset === null ? t('dataset.new') : t('dataset.edit')}
      size="wide"
      onClose={onClose}
      foot={
        <>
          {draft.states.length === 0 ? (
            <span className="apart field-error">{t('dataset.noState')}</span>
          ) : null}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void save()}>
            {dataset === null ? t('dataset.create') : t('ui.save')}
          </Button>
        </>
      }
    >
      <form
        className="dataset-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="dataset-form-whole">
          <Field label={t('dataset.name')} error={error}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                data-autofocus=""
                maxLength={200}
                value={draft.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <p className="quiet small">{t('dataset.filterHint')}</p>
        </div>
        <fieldset>
          <legend className="field-label">{t('dataset.states')}</legend>
          {askableStates.map((state) => (
            <Check
              key={state}
              label={t(`factState.${state}`)}
              checked={draft.states.includes(state)}
              onChange={() => set({ states: toggled(draft.states, state) })}
            />
          ))}
          <div className="dataset-dates">
            {(
              [
                ['from', '2024-11'],
                ['to', '2024-12-31'],
                ['publishedFrom', '2024'],
                ['publishedTo', '2025-03'],
              ] as const
            ).map(([name, example]) => (
              <Field key={name} label={t(`dataset.${name}`)} error={dateError(draft[name])}>
                {(ids) => (
                  <input
                    {...ids}
                    className="input numbers"
                    placeholder={example}
                    maxLength={10}
                    value={draft[name]}
                    onChange={(event) => set({ [name]: event.currentTarget.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend className="field-label">{t('dataset.types')}</legend>
          <div className="dataset-choices">
            {(codebook?.factTypes ?? []).map((type) => (
              <Check
                key={type.id}
                label={type.label[language]}
                checked={draft.types.includes(type.id)}
                onChange={() => set({ types: toggled(draft.types, type.id) })}
              />
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend className="field-label">{t('dataset.articles')}</legend>
          {draft.articleIds.map((id) => (
            <Check
              key={id}
              label={titleOf(id)}
              checked
              onChange={() => set({ articleIds: toggled(draft.articleIds, id) })}
            />
          ))}
          <input
            type="search"
            className="input"
            aria-label={t('dataset.findArticle')}
            placeholder={t('dataset.findArticle')}
            value={articleSearch}
            onChange={(event) => setArticleSearch(event.currentTarget.value)}
          />
          <div className="dataset-choices">
            {(articles?.rows ?? [])
              .filter((row) => !draft.articleIds.includes(row.id))
              .map((row) => (
                <Check
                  key={row.id}
                  label={row.title}
                  detail={row.published === null ? undefined : format.date(row.published)}
                  checked={false}
                  onChange={() => set({ articleIds: toggled(draft.articleIds, row.id) })}
                />
              ))}
          </div>
        </fieldset>
        {(articles?.facets.publisher ?? []).length === 0 ? null : (
          <fieldset>
            <legend className="field-label">{t('library.publisher')}</legend>
            <div className="dataset-choices">
              {(articles?.facets.publisher ?? []).map(({ value }) => (
                <Check
                  key={value}
                  label={value}
                  checked={draft.publishers.includes(value)}
                  onChange={() => set({ publishers: toggled(draft.publishers, value) })}
                />
              ))}
            </div>
          </fieldset>
        )}
        <PeopleFilter draft={draft} langs={facets?.lang ?? []} onChange={set} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
