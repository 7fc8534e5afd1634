import { isObject, objectsOf, textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';

/** What a chart shows, whatever its kind. */
export type ChartData = Readonly<{
  kind: 'pie' | 'bar' | 'area' | 'line';
  title: string;
  labels: readonly string[];
  /** One per series, in the order of `labels`; null where a series has no value. */
  series: readonly Readonly<{ name: string; values: readonly (number | null)[] }>[];
  xLabel: string;
  yLabel: string;
}>;

const KINDS = ['pie', 'bar', 'area', 'line'] as const;

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The payload of a `data_visualization` block. */
export function readChart(block: Json): ChartData {
  const chart = isObject(block['chart']) ? block['chart'] : {};
  const kind = KINDS.find((each) => each === chart['type']) ?? 'bar';
  const title = textOf(block['title']);
  if (kind === 'pie') {
    const segments = objectsOf(chart['segments']);
    return {
      kind,
      title,
      labels: segments.map(({ label }) => textOf(label)),
      series: [{ name: 'Value', values: segments.map(({ value }) => numberOf(value)) }],
      xLabel: '',
      yLabel: '',
    };
  }
  const axis = isObject(chart['axis_config']) ? chart['axis_config'] : {};
  const categories: unknown[] = Array.isArray(axis['categories']) ? axis['categories'] : [];
  const labels = categories.map(textOf);
  const series = objectsOf(chart['series']).map(({ name, data }) => {
    const points = objectsOf(data);
    const valueAt = (label: string): number | null =>
      numberOf(points.find((point) => point['label'] === label)?.['value']);
    return { name: textOf(name), values: labels.map(valueAt) };
  });
  return {
    kind,
    title,
    labels,
    series,
    xLabel: textOf(axis['x_label']),
    yLabel: textOf(axis['y_label']),
  };
}
