import type { ChartConfiguration } from 'chart.js/auto';
import type { ChartData } from './chart-data.ts';
import { patternOf } from './chart-patterns.ts';

/** Series differ in their dashes and points too, not by colour alone. */
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [12, 4], [1, 5]] as const;
const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'] as const;

/** Colours as the page has them now: a canvas knows nothing of `light-dark()`. */
function colour(name: string, near: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  near.parentElement?.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function seriesColour(at: number, near: HTMLElement): string {
  return colour(`--bk-series-${(at % 6) + 1}`, near);
}

function fontOf(near: HTMLElement): { family: string; size: number } {
  return { family: getComputedStyle(near).fontFamily, size: 12 };
}

function datasets(data: ChartData, near: HTMLElement): ChartConfiguration['data']['datasets'] {
  const ground = colour('--bg', near);
  if (data.kind === 'pie') {
    const fills = data.labels.map((_, at) =>
      patternOf(at, { colour: seriesColour(at, near), ground }),
    );
    const values = data.series[0]?.values ?? [];
    return [{ data: [...values], backgroundColor: fills, borderColor: ground, borderWidth: 2 }];
  }
  return data.series.map(({ name, values }, at) => {
    const line = seriesColour(at, near);
    const shared = { label: name, data: [...values], borderColor: line };
    if (data.kind === 'bar') {
      const fill = patternOf(at, { colour: line, ground });
      return { ...shared, backgroundColor: fill, borderWidth: 1 };
    }
    const area = patternOf(at, { colour: line, ground, opacity: 0.55 });
    return {
      ...shared,
      backgroundColor: data.kind === 'area' ? area : line,
      // The first series lies behind the others.
      order: -at,
      fill: data.kind === 'area' ? 'origin' : false,
      borderDash: [...(DASHES[at % DASHES.length] ?? [])],
      pointStyle: POINTS[at % POINTS.length] ?? 'circle',
      pointRadius: 4,
      tension: 0.2,
    };
  });
}

function axis(title: string, near: HTMLElement): object {
  const ticks = { color: colour('--text-muted', near), font: fontOf(near) };
  const grid = { color: colour('--border-soft', near) };
  return { ticks, grid, title: { display: title !== '', text: title, ...ticks } };
}

/** The chart as chart.js wants it, in the colours that the page has around `near`. */
export function chartConfig(data: ChartData, near: HTMLElement): ChartConfiguration {
  const isPie = data.kind === 'pie';
  const text = colour('--text', near);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    type: data.kind === 'area' ? 'line' : data.kind,
    data: { labels: [...data.labels], datasets: datasets(data, near) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      ...(still ? { animation: false as const } : {}),
      plugins: {
        legend: {
          display: isPie || data.series.length > 1,
          position: isPie ? 'right' : 'bottom',
          labels: {
            // In the order of the app, whichever lies in front.
            sort: (a, b) => (a.datasetIndex ?? a.index ?? 0) - (b.datasetIndex ?? b.index ?? 0),
            color: text,
            font: fontOf(near),
            usePointStyle: !isPie && data.kind === 'line',
          },
        },
      },
      ...(isPie
        ? {}
        : {
            scales: {
              x: axis(data.xLabel, near),
              y: { beginAtZero: true, ...axis(data.yLabel, near) },
            },
          }),
    },
  };
}
