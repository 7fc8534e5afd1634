import './panel.css';
import { Tabs } from '@base-ui/react/tabs';
import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DeskState } from '../../desk/protocol.ts';
import { FiredList } from './fired-list.tsx';
import { Inspector } from './inspector.tsx';
import { Tour } from './tour.tsx';

type Tab = 'tour' | 'fired' | 'inspector';

/** Beside Slack: the guided path, what the clock set off, and what went to the bot and came back. */
export function Panel({
  desk,
  inspected,
  onInspect,
  onLook,
  onClose,
}: Readonly<{
  desk: DeskState;
  inspected: number | null;
  onInspect: (n: number | null) => void;
  onLook: (as: string) => void;
  onClose: () => void;
}>): ReactNode {
  const [chosen, setTab] = useState<Tab>('tour');
  // Whatever sends somebody to a line opens the tab that shows it.
  const tab = inspected === null ? chosen : 'inspector';
  return (
    <aside className="panel" aria-label="Tour and inspector">
      <Tabs.Root
        value={tab}
        onValueChange={(next: Tab) => {
          setTab(next);
          onInspect(null);
        }}
        className="panel-tabs"
      >
        <div className="panel-head">
          <Tabs.List className="panel-list">
            <Tabs.Tab value="tour" className="panel-tab">
              Tour
            </Tabs.Tab>
            <Tabs.Tab value="fired" className="panel-tab">
              What the clock did
            </Tabs.Tab>
            <Tabs.Tab value="inspector" className="panel-tab">
              Inspector
            </Tabs.Tab>
          </Tabs.List>
          <button type="button" className="icon-button" aria-label="Close panel" onClick={onClose}>
            <X aria-hidden="true" />
          </button>
        </div>
        <Tabs.Panel value="tour" className="panel-body">
          <Tour desk={desk} onLook={onLook} />
        </Tabs.Panel>
        <Tabs.Panel value="fired" className="panel-body">
          <FiredList fired={desk.fired} zone={desk.zone} />
        </Tabs.Panel>
        <Tabs.Panel value="inspector" className="panel-body">
          <Inspector
            lines={desk.trace}
            zone={desk.zone}
            inspected={inspected}
            onInspect={(n) => {
              setTab('inspector');
              onInspect(n);
            }}
          />
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  );
}
