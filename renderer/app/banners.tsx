import { useState, type ReactNode } from 'react'
import type { ProjectStatus } from '../../shared/contract/index.ts'
import { errorCodes, errorMessage, type BelegFailure, type ErrorCode } from '../../shared/errors.ts'
import { useLocale } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { goOnBeforeDamage, openWhatLiesThere, saveElsewhere, tryAgain } from './standing.ts'
import { useProject, useStore } from './store.ts'

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code)

type Way = 'again' | 'elsewhere' | 'there' | 'beforeDamage'

/** What a person can do about each reason for which nothing can be changed. */
const waysOf: Readonly<Partial<Record<ErrorCode, readonly Way[]>>> = {
  'disk.full': ['again', 'elsewhere'],
  'disk.failed': ['elsewhere'],
  'project.folderGone': ['again', 'elsewhere'],
  'project.otherState': ['elsewhere', 'there'],
  'project.lockTaken': ['again', 'elsewhere'],
  'project.writeProtected': ['again', 'elsewhere'],
  'project.damagedJournal': ['beforeDamage'],
}

/** One line that stays: a sign, words, and what can be done. */
function Banner(props: {
  readonly icon: IconName
  readonly text: ReactNode
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className="banner" role="status">
      <Icon name={props.icon} />
      <p>{props.text}</p>
      {props.children}
    </div>
  )
}

/** Why nothing can be changed, and the ways out. */
function ReadOnlyBanner(props: {
  readonly name: string
  readonly reason: NonNullable<ProjectStatus['readOnly']>
}): ReactNode {
  const { code, detail } = props.reason
  const { t, tn, language } = useLocale()
  const store = useStore()
  const [busy, setBusy] = useState<Way | null>(null)
  const run = async (way: Way, act: () => Promise<unknown>): Promise<void> => {
    setBusy(way)
    await act()
    setBusy(null)
  }
  const again = async (): Promise<void> => {
    const writable = await tryAgain(store)
    store.notify(
      writable
        ? { tone: 'success', text: t('banner.writableAgain') }
        : { tone: 'info', text: t('banner.stillNot') },
    )
  }
  const elsewhere = async (): Promise<void> => {
    const saved = await saveElsewhere(store, props.name)
    if (saved === null) return
    const place = saved.place.label
    if (saved.missing === 0) store.notify({ tone: 'success', text: t('banner.savedElsewhere', { place }) })
    else store.notify({ tone: 'failure', text: tn('banner.savedElsewhereMissing', saved.missing, { place }) })
  }
  const ways: Readonly<Record<Way, { readonly label: string; readonly act: () => Promise<unknown> }>> = {
    again: { label: t('ui.again'), act: again },
    elsewhere: {
      label: t(busy === 'elsewhere' ? 'banner.saveElsewhereBusy' : 'banner.saveElsewhere'),
      act: elsewhere,
    },
    there: { label: t('banner.openThere'), act: () => openWhatLiesThere(store) },
    beforeDamage: { label: t('banner.beforeDamage'), act: () => goOnBeforeDamage(store) },
  }
  return (
    <Banner
      icon="lock"
      text={t('banner.readOnly', {
        why: isErrorCode(code) ? errorMessage({ code, detail }, language) : code,
      })}
    >
      {((isErrorCode(code) ? waysOf[code] : undefined) ?? []).map((way) => (
        <Button key={way} disabled={busy !== null} onClick={() => void run(way, ways[way].act)}>
          {ways[way].label}
        </Button>
      ))}
    </Banner>
  )
}

/** Something to be known as long as the project is open, until the person has said that it is. */
function Warning(props: { readonly error: BelegFailure }): ReactNode {
  const { t, language } = useLocale()
  const [read, setRead] = useState(false)
  if (read) return null
  return (
    <Banner icon="warning" text={errorMessage(props.error, language)}>
      <Button look="quiet" onClick={() => setRead(true)}>
        {t('banner.dismiss')}
      </Button>
    </Banner>
  )
}

/** What recovery did when the project was opened. */
function Recovered(props: { readonly project: ProjectStatus }): ReactNode {
  const { readOnly, recovered, opening = null } = props.project
  const { t, tn, language, format } = useLocale()
  const [read, setRead] = useState(false)
  // Why it can only be read is said above already.
  const said = opening !== null && opening.code === readOnly?.code
  if (read || said || (recovered === null && opening === null)) return null
  return (
    <Banner
      icon="history"
      text={
        <>
          {opening !== null ? errorMessage(opening, language) : null}
          {opening === null && recovered !== null ? (
            <>
              {t('banner.recovered', { bytes: format.bytes(recovered.bytes), file: recovered.file })}{' '}
              {recovered.frames === 0 ? null : tn('banner.recoveredFrames', recovered.frames)}
            </>
          ) : null}
        </>
      }
    >
      <Button look="quiet" onClick={() => setRead(true)}>
        {t('banner.dismiss')}
      </Button>
    </Banner>
  )
}

/** What holds as long as the project is open: why nothing can be changed, and what recovery did. */
export function Banners(): ReactNode {
  const project = useProject()
  if (project === null || project === undefined) return <div className="banners" />
  const { id, readOnly, placeWarning = null, sizeWarning = null } = project
  return (
    <div className="banners">
      {readOnly === null ? null : (
        <ReadOnlyBanner key={readOnly.code} name={project.name} reason={readOnly} />
      )}
      {placeWarning === null ? null : <Warning key={`place ${id}`} error={placeWarning} />}
      {sizeWarning === null ? null : <Warning key={`size ${id}`} error={sizeWarning} />}
      <Recovered key={`opening ${id}`} project={project} />
    </div>
  )
}
