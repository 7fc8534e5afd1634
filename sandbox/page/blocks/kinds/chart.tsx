import { Chart as ChartJs } from 'chart.js/auto';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { chartConfig } from './chart-config.ts';
import { readChart, type ChartData } from './chart-data.ts';
import '../chart.css';

function Numbers({ data }: Readonly<{ data: ChartData }>): ReactNode {
  return (
    <table className="bk-table">
      <caption className="bk-caption">
        {data.title}
        {data.yLabel === '' ? null : ` (${data.yLabel})`}
      </caption>
      <thead>
        <tr>
          <th scope="col" className="bk-cell">
            {data.xLabel === '' ? 'Label' : data.xLabel}
          </th>
          {data.series.map(({ name }) => (
            <th key={name} scope="col" className="bk-cell bk-cell-right">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.labels.map((label, at) => (
          <tr key={label}>
            <th scope="row" className="bk-cell">
              {label}
            </th>
            {data.series.map(({ name, values }) => (
              <td key={name} className="bk-cell bk-cell-right">
                {values[at] ?? ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Says when the page turns dark or light. */
function useScheme(): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const turn = (): void => setTurns((before) => before + 1);
    dark.addEventListener('change', turn);
    return () => dark.removeEventListener('change', turn);
  }, []);
  return turns;
}

/** A chart, and the same numbers as a table. */
export function Chart({ block }: Readonly<{ block: Json }>): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const turns = useScheme();
  const source = JSON.stringify(block);
  const data = readChart(block);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const shown = readChart(JSON.parse(source) as Json);
    const chart = new ChartJs(canvas.current, chartConfig(shown, canvas.current));
    let gone = false;
    // A canvas keeps the font it was first drawn in.
    void document.fonts.ready.then(() => {
      if (!gone) chart.update('none');
    });
    return () => {
      gone = true;
      chart.destroy();
    };
  }, [source, turns]);
  return (
    <figure className="bk-chart">
      <figcaption className="bk-figure-title">{textOf(block['title'])}</figcaption>
      <div className="bk-chart-box">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${data.kind} chart: ${data.title}. Its numbers are in the table below.`}
        />
      </div>
      <details className="bk-details">
        <summary>Show as table</summary>
        <div className="bk-scroll" role="region" aria-label={data.title} tabIndex={0}>
          <Numbers data={data} />
        </div>
      </details>
    </figure>
  );
}
