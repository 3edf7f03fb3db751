import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { filterOf, libraryView, wholeLibrary, type LibraryView } from './library-view.ts'

type SavedView = ChannelOutput<'views.list'>[number]

/** Searches with their facets and order under a name: opened by a click or a digit, saved, renamed, removed. */
export function SavedViews(props: { readonly view: LibraryView; readonly readOnly: boolean }): ReactNode {
  const { view, readOnly } = props
  const store = useStore()
  const { t } = useLocale()
  const views = useQuery('views.list', {}).value ?? []
  const [naming, setNaming] = useState<{ readonly of: SavedView | null } | null>(null)
  const filter = filterOf(view)
  const now = JSON.stringify(filter)
  const open = (saved: SavedView): void => {
    const { search = '', ...chosen } = saved.query
    libraryView.set({ ...wholeLibrary, search, chosen })
  }
  const isOpen = ({ query: { search = '', ...chosen } }: SavedView): boolean =>
    JSON.stringify(filterOf({ search, chosen })) === now
  const save = (name: string): void => {
    const of = naming?.of ?? null
    setNaming(null)
    void store.apply([
      of === null
        ? { type: 'view.save', payload: { name, query: filter } }
        : { type: 'view.rename', payload: { viewId: of.id, name } },
    ])
  }
  const canSave = !readOnly && now !== '{}' && !views.some(isOpen)
  useKeys('library', {
    'library.view': ({ digit }) => {
      const saved = views[(digit ?? 0) - 1]
      if (saved === undefined) return false
      open(saved)
      return true
    },
    'library.saveView': () => {
      if (canSave) setNaming({ of: null })
    },
  })
  if (views.length === 0 && !canSave) return null
  return (
    <section className="saved-views" aria-label={t('library.views')}>
      <h2 className="facet-title">{t('library.views')}</h2>
      {views.length === 0 ? null : (
        <ol>
          {views.map((saved, index) => (
            <li key={saved.id} data-open={isOpen(saved)}>
              <button
                type="button"
                className="saved-view"
                aria-current={isOpen(saved)}
                onClick={() => open(saved)}
              >
                <span>{saved.name}</span>
                {index < 9 ? <Kbd name={String(index + 1)} /> : null}
              </button>
              {readOnly ? null : (
                <>
                  <IconButton
                    icon="settings"
                    label={t('library.renameView', { name: saved.name })}
                    onClick={() => setNaming({ of: saved })}
                  />
                  <IconButton
                    icon="cross"
                    label={t('library.removeView', { name: saved.name })}
                    onClick={() => void store.apply([{ type: 'view.remove', payload: { viewId: saved.id } }])}
                  />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {canSave ? (
        <Button look="quiet" icon="plus" onClick={() => setNaming({ of: null })}>
          {t('library.saveView')}
        </Button>
      ) : null}
      {naming === null ? null : (
        <NameDialog
          title={t(naming.of === null ? 'library.saveView' : 'library.renameViewTitle')}
          name={naming.of?.name ?? filter.search ?? ''}
          taken={views.filter(({ id }) => id !== naming.of?.id).map(({ name }) => name)}
          onName={save}
          onClose={() => setNaming(null)}
        />
      )}
    </section>
  )
}

function NameDialog(props: {
  readonly title: string
  readonly name: string
  readonly taken: readonly string[]
  readonly onName: (name: string) => void
  readonly onClose: () => void
}): ReactNode {
  const { t } = useLocale()
  const [name, setName] = useState(props.name)
  const trimmed = name.trim()
  const taken = props.taken.includes(trimmed)
  const ready = trimmed !== '' && !taken
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => props.onName(trimmed)}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) props.onName(trimmed)
        }}
      >
        <Field label={t('library.viewName')} error={taken ? t('library.viewTaken') : null}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              data-autofocus=""
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
