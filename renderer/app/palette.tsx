import { useDeferredValue, useState, type ReactNode } from 'react'
import { Combobox } from '../ui/combobox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { useLocale } from '../locales/locale.tsx'
import type { ActionId } from './actions.ts'
import { labelOf } from './entity-label.ts'
import { useKeyboard } from './keyboard.ts'
import { rankByWords } from './rank-by-words.ts'
import { navigate, type Route } from './routes.ts'
import { isAnswering, useQuery } from './store.ts'

/** Every action that would do something now, found by its words. `available` was asked when the palette opened. */
export function Palette(props: {
  readonly available: readonly ActionId[]
  readonly onClose: () => void
}): ReactNode {
  const { available, onClose } = props
  const { t } = useLocale()
  const keyboard = useKeyboard()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const commands = available
    .filter((id) => id !== 'palette.open')
    .map((id) => ({ id, label: t(`action.${id}`) }))
  const options = rankByWords(commands, query)
  return (
    <Dialog title={t('palette.title')} onClose={onClose} bare>
      <div className="palette">
        <Combobox
          label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          query={query}
          onQuery={(text) => {
            setQuery(text)
            setActive(0)
          }}
          options={options}
          active={Math.min(active, Math.max(0, options.length - 1))}
          onActive={setActive}
          onLeave={onClose}
          onTake={(option) => {
            onClose()
            // After the dialog has given the focus back, so that the action finds its screen as it was.
            setTimeout(() => keyboard.run(option.id), 0)
          }}
          render={(option) => (
            <span className="palette-option">
              <span className="palette-label">{option.label}</span>
              <KeysOf action={option.id} />
            </span>
          )}
          empty={t('palette.none')}
        />
      </div>
    </Dialog>
  )
}

interface Goal {
  readonly id: string
  readonly label: string
  readonly kind: string
  readonly route: Route
}

/** Going to an article or an entity by its name. */
export function GoTo(props: { readonly onClose: () => void }): ReactNode {
  const { t, language } = useLocale()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const asked = useDeferredValue(query.trim())
  const search = asked === '' ? {} : { search: asked }
  const articles = useQuery('articles.list', { ...search, limit: 8 }, { keep: true })
  const entities = useQuery('entities.list', { ...search, limit: 8 }, { keep: true })
  const goals: readonly Goal[] = [
    ...(articles.value?.rows ?? []).map((row) => ({
      id: row.id,
      label: row.title,
      kind: t('go.article'),
      route: { screen: 'review', articleId: row.id, factId: null } as const,
    })),
    ...(entities.value?.rows ?? []).map((entity) => ({
      id: entity.id,
      label: labelOf(entity, language),
      kind: t(`mentionType.${entity.type}`),
      route: { screen: 'entities', entityId: entity.id } as const,
    })),
  ]
  return (
    <Dialog title={t('go.title')} onClose={props.onClose} bare>
      <div className="palette">
        <Combobox
          label={t('go.title')}
          placeholder={t('go.placeholder')}
          query={query}
          onQuery={(text) => {
            setQuery(text)
            setActive(0)
          }}
          options={goals}
          answering={asked !== query.trim() || isAnswering(articles) || isAnswering(entities)}
          active={Math.min(active, Math.max(0, goals.length - 1))}
          onActive={setActive}
          onLeave={props.onClose}
          onTake={(goal) => {
            props.onClose()
            navigate(goal.route)
          }}
          render={(goal) => (
            <span className="palette-option">
              <span className="palette-label">{goal.label}</span>
              <span className="quiet small">{goal.kind}</span>
            </span>
          )}
          empty={articles.loading || entities.loading ? t('ui.loading') : t('go.none')}
        />
      </div>
    </Dialog>
  )
}
