import { memo, type ReactNode } from 'react'
import { StartScreen } from '../features/start/start-screen.tsx'
import { later } from './later.tsx'
import type { Route } from './routes.ts'

const LibraryScreen = later(
  async () => (await import('../features/library/library-screen.tsx')).LibraryScreen,
)
const ReviewScreen = later(async () => (await import('../features/review/review-screen.tsx')).ReviewScreen)
const EntitiesScreen = later(
  async () => (await import('../features/entities/entities-screen.tsx')).EntitiesScreen,
)
const DatasetsScreen = later(
  async () => (await import('../features/datasets/datasets-screen.tsx')).DatasetsScreen,
)
const ProjectScreen = later(
  async () => (await import('../features/project/project-screen.tsx')).ProjectScreen,
)
const SettingsScreen = later(
  async () => (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
)
export const Handbook = later(async () => (await import('../features/handbook/handbook.tsx')).Handbook)
export const RecheckDialog = later(
  async () => (await import('../features/review/recheck-dialog.tsx')).RecheckDialog,
)
export const RemarksDialog = later(
  async () => (await import('../features/review/remarks-dialog.tsx')).RemarksDialog,
)

const screens = [
  LibraryScreen, ReviewScreen, EntitiesScreen, DatasetsScreen, ProjectScreen, SettingsScreen, Handbook, RecheckDialog, RemarksDialog,
] // prettier-ignore

/** Loads what is not there yet, one after the other, so that the first look at a screen needs no wait. */
export async function preloadScreens(): Promise<void> {
  for (const screen of screens) await screen.preload().catch(() => undefined)
}

/** What the frame shows anew of itself (saving, undo) is no reason to draw the screen anew. */
export const CurrentScreen = memo(function CurrentScreen(props: { readonly route: Route }): ReactNode {
  const { route } = props
  switch (route.screen) {
    case 'start':
      return <StartScreen />
    case 'library':
      return <LibraryScreen />
    case 'review':
      return <ReviewScreen articleId={route.articleId} factId={route.factId} mentionId={route.mentionId ?? null} />
    case 'entities':
      return <EntitiesScreen entityId={route.entityId} />
    case 'datasets':
      return <DatasetsScreen datasetId={route.datasetId} />
    case 'project':
      return <ProjectScreen route={route} />
    case 'settings':
      return <SettingsScreen />
  }
}) // prettier-ignore
