import type { ReactNode } from 'react'
import { languages } from '../../shared/model/vocabulary.ts'
import { useLocale } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import type { IconName } from '../ui/icon.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { Menu } from '../ui/menu.tsx'
import { useKeyboard } from './keyboard.ts'
import { setPreferences, themes, usePreferences, type ThemeChoice } from './preferences.ts'
import { routeHash, useRoute, type Route, type Screen } from './routes.ts'
import { useProject, useStore } from './store.ts'

const themeIcons: Readonly<Record<ThemeChoice, IconName>> = {
  system: 'contrast',
  light: 'sun',
  dark: 'moon',
  contrast: 'contrast',
}

/** Where each screen of a project is; review goes to the article last looked at. */
function screensOf(
  lastArticle: string | null,
): readonly { readonly screen: Screen; readonly route: Route }[] {
  return [
    { screen: 'library', route: { screen: 'library' } },
    ...(lastArticle === null
      ? []
      : [
          {
            screen: 'review' as const,
            route: { screen: 'review' as const, articleId: lastArticle, factId: null },
          },
        ]),
    { screen: 'entities', route: { screen: 'entities', entityId: null } },
    { screen: 'datasets', route: { screen: 'datasets', datasetId: null } },
    { screen: 'project', route: { screen: 'project', part: 'history' } },
    { screen: 'settings', route: { screen: 'settings' } },
  ]
}

/** Program, project, screens, commands, language and appearance. */
export function Header(props: { readonly lastArticle: string | null }): ReactNode {
  const { t, language } = useLocale()
  const route = useRoute()
  const store = useStore()
  const keyboard = useKeyboard()
  const project = useProject()
  const preferences = usePreferences()
  return (
    <header className="header" aria-label={t('frame.header')}>
      <a className="brand" href={routeHash({ screen: 'start' })} title={t('screen.start')}>
        <span className="brand-mark">Beleg</span>
        {project === null || project === undefined ? null : (
          <span className="brand-project">{project.name}</span>
        )}
      </a>
      <nav className="screens" aria-label={t('frame.screens')}>
        {project === null || project === undefined
          ? null
          : screensOf(props.lastArticle).map((one) => (
              <a
                key={one.screen}
                className="screen-link"
                href={routeHash(one.route)}
                aria-current={route.screen === one.screen ? 'page' : undefined}
              >
                {t(`screen.${one.screen}`)}
              </a>
            ))}
      </nav>
      <div className="header-tools">
        <Button className="palette-button" icon="search" onClick={() => keyboard.run('palette.open')}>
          <span className="palette-label-button">{t('frame.commands')}</span>
          <KeysOf action="palette.open" />
        </Button>
        <Menu
          label={`${t('frame.language')}: ${language}`}
          face={<span className="small">{language}</span>}
          entries={languages.map((one) => ({
            id: one,
            label: t(`language.${one}`),
            checked: one === language,
            act: () => setPreferences(store, { language: one }),
          }))}
        />
        <Menu
          label={t('frame.theme')}
          icon={themeIcons[preferences.theme]}
          entries={themes.map((theme) => ({
            id: theme,
            label: t(`theme.${theme}`),
            icon: themeIcons[theme],
            checked: theme === preferences.theme,
            act: () => setPreferences(store, { theme }),
          }))}
        />
      </div>
    </header>
  )
}
