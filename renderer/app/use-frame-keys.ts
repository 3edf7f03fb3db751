import { useEffect } from 'react'
import { useLocale } from '../locales/locale.tsx'
import { isActionId } from './actions.ts'
import type { Overlay } from './app.tsx'
import { useHistory } from './history.ts'
import { useKeyboard, useKeys } from './keyboard.ts'
import { stepPane } from './panes.ts'
import { setPreferences, usePreferences } from './preferences.ts'
import { navigate } from './routes.ts'
import { useProject, useStore } from './store.ts'
import { themeOf } from './appearance.ts'

/** The keys that work everywhere. */
export function useFrameKeys(frame: {
  readonly lastArticle: string | null
  readonly onOverlay: (overlay: Overlay) => void
}): void {
  const store = useStore()
  const keyboard = useKeyboard()
  const project = useProject()
  const preferences = usePreferences()
  const { language } = useLocale()
  const { undo, redo } = useHistory()
  const { lastArticle, onOverlay } = frame

  useKeys('global', {
    'palette.open': () => onOverlay({ kind: 'palette', available: keyboard.available() }),
    'keys.show': () => onOverlay({ kind: 'keys' }),
    'handbook.open': () => onOverlay({ kind: 'handbook' }),
    'pane.next': () => stepPane(1),
    'pane.previous': () => stepPane(-1),
    'go.start': () => navigate({ screen: 'start' }),
    'go.settings': () => navigate({ screen: 'settings' }),
    'theme.toggle': () =>
      setPreferences(store, { theme: themeOf(preferences.theme) === 'light' ? 'dark' : 'light' }),
    'language.toggle': () => setPreferences(store, { language: language === 'en' ? 'de' : 'en' }),
  })
  useKeys(
    'global',
    {
      ...(undo === null ? {} : { 'history.undo': undo }),
      ...(redo === null ? {} : { 'history.redo': redo }),
      ...(lastArticle === null
        ? {}
        : { 'go.review': () => navigate({ screen: 'review', articleId: lastArticle, factId: null }) }),
      'go.open': () => onOverlay({ kind: 'go' }),
      'go.library': () => navigate({ screen: 'library' }),
      'go.entities': () => navigate({ screen: 'entities', entityId: null }),
      'go.datasets': () => navigate({ screen: 'datasets', datasetId: null }),
      'go.project': () => navigate({ screen: 'project', part: 'history' }),
      'go.codebook': () => navigate({ screen: 'project', part: 'codebook' }),
      'go.quality': () => navigate({ screen: 'project', part: 'quality' }),
      'review.recheck': () => onOverlay({ kind: 'recheck' }),
      'remarks.open': () => onOverlay({ kind: 'remarks' }),
      'go.history': () => navigate({ screen: 'project', part: 'history' }),
      'go.backups': () => navigate({ screen: 'project', part: 'backups' }),
      'go.removal': () => navigate({ screen: 'project', part: 'removal' }),
      'project.verify': () => navigate({ screen: 'project', part: 'check' }),
      'project.close': () => {
        void store.call('project.close', {}).then((answer) => {
          if (answer.ok) void store.projectChanged()
          else store.fail(answer.error)
        })
      },
    },
    { enabled: project !== null && project !== undefined },
  )
  useEffect(
    () =>
      store.onAction((action) => {
        if (isActionId(action)) keyboard.run(action)
      }),
    [store, keyboard],
  )
}
