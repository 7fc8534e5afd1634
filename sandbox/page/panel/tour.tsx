import { Check } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DeskState } from '../../desk/protocol.ts';
import { MessageText, type Reader } from '../blocks/index.ts';
import { control } from '../connection.ts';
import { personLabel } from '../window/sidebar.tsx';

/** Steps name nobody by id, and no moment. */
const READER: Reader = {
  zone: 'UTC',
  now: 0,
  personName: (id) => id,
  channelName: (id) => id,
  people: [],
  channels: [],
};

/** One partner's onboarding, step by step, from both sides. */
export function Tour({
  desk,
  onLook,
}: Readonly<{ desk: DeskState; onLook: (as: string) => void }>): ReactNode {
  const [told, setTold] = useState<string>();
  const at = desk.tour.findIndex(({ done }) => !done);
  const step = desk.tour[at];
  const who = desk.people.find(({ id }) => id === step?.as);
  const doIt = async () => {
    if (step?.as) onLook(step.as);
    const reply = await control({ do: 'step' });
    setTold(reply.ok ? undefined : reply.text);
  };
  return (
    <div className="tour">
      {step ? (
        <section className="tour-now" aria-labelledby="tour-now">
          <p className="tour-count">
            Step {at + 1} of {desk.tour.length}
          </p>
          <h2 id="tour-now">{step.title}</h2>
          <MessageText text={step.how} reader={READER} />
          <p className="tour-actions">
            {who && (
              <button type="button" className="button" onClick={() => onLook(who.id)}>
                Be {personLabel(who)}, {who.companyName}
              </button>
            )}
            <button
              type="button"
              className="button primary"
              disabled={desk.busy !== null}
              onClick={() => void doIt()}
            >
              Do it for me
            </button>
          </p>
          {told !== undefined && <p role="alert">{told}</p>}
        </section>
      ) : (
        <section className="tour-now">
          <h2>That was one onboarding, from signature to first value</h2>
          <p>Go on by yourself: act as anybody, move time on, or begin another scene.</p>
        </section>
      )}
      <ol className="tour-steps" aria-label="All steps">
        {desk.tour.map(({ title, done }, nth) => (
          <li key={title} data-done={done} aria-current={nth === at ? 'step' : undefined}>
            <span className="tour-mark" aria-hidden="true">
              {done ? <Check /> : nth + 1}
            </span>
            <span>
              {title}
              {done && <span className="hidden"> (done)</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The current step in a line, where there is no room for the panel. */
export function TourStrip({
  desk,
  onOpen,
}: Readonly<{ desk: DeskState; onOpen: () => void }>): ReactNode {
  const at = desk.tour.findIndex(({ done }) => !done);
  const step = desk.tour[at];
  return (
    <button type="button" className="tour-strip" onClick={onOpen}>
      {step ? (
        <span>
          <strong>
            {at + 1}/{desk.tour.length}
          </strong>{' '}
          {step.how.replaceAll('`', '')}
        </span>
      ) : (
        'The tour has ended. Go on by yourself.'
      )}
    </button>
  );
}
