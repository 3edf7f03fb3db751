import { Component, type ReactNode } from 'react'
import { useT } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

function Stopped(props: { readonly reason: string; readonly onAgain: () => void }): ReactNode {
  const t = useT()
  return (
    <EmptyState icon="warning" title={t('crash.title')} text={t('crash.text', { reason: props.reason })}>
      <Button look="main" onClick={props.onAgain}>
        {t('crash.again')}
      </Button>
    </EmptyState>
  )
}

/** A fault in one screen stops that screen, not the program. Give it a `key` per place, so that going elsewhere heals it. */
export class ScreenBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: Error | null }
> {
  override state: { readonly failed: Error | null } = { failed: null }

  static getDerivedStateFromError(thrown: unknown): { readonly failed: Error } {
    return { failed: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (failed === null) return this.props.children
    return <Stopped reason={failed.message} onAgain={() => this.setState({ failed: null })} />
  }
}
