import { LIMITS } from '../facts.ts';
import { isObject, objectsOf, textOf } from '../json.ts';
import {
  anything,
  byType,
  flag,
  listOf,
  numeric,
  oneOf,
  problem,
  shape,
  text,
  whole,
  type Check,
} from './check.ts';
import { blockId } from './composition.ts';
import { richText } from './rich-text.ts';

const { table, data_table: dataTable, data_visualization: chart } = LIMITS.blocks;

const type = anything;
const rawText = shape({ type, text: text(Infinity, 0) });
const rawNumber = shape({ type, value: numeric, text: text(Infinity, 0) });
const cell = byType(
  new Map([
    ['raw_text', rawText],
    ['raw_number', rawNumber],
    ['rich_text', richText],
  ]),
);
const headerCell = byType(
  new Map([
    ['raw_text', rawText],
    ['raw_number', rawNumber],
  ]),
);

const fewEnoughChars: Check = (value, at, scan) => {
  if (isObject(value) && JSON.stringify(value['rows'] ?? []).length > table.aggregate_chars) {
    problem(scan, `must be less than ${table.aggregate_chars + 1} characters`, `${at}/rows`);
  }
};

const evenRows: Check = (value, at, scan) => {
  const rows = isObject(value) && Array.isArray(value['rows']) ? (value['rows'] as unknown[]) : [];
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  rows.forEach((row, index) => {
    if (Array.isArray(row) && row.length !== width) {
      problem(scan, `must have ${width} cells`, `${at}/rows/${index}`);
    }
  });
  if (Array.isArray(rows[0])) {
    rows[0].forEach((each, index) => headerCell(each, `${at}/rows/0/${index}`, scan));
  }
};

export const tableBlock = shape(
  { type, rows: listOf(listOf(cell, table.cells_per_row), table.rows) },
  {
    block_id: blockId,
    column_settings: listOf(
      shape({}, { align: oneOf(['left', 'center', 'right']), is_wrapped: flag }),
      table.column_settings,
    ),
  },
  fewEnoughChars,
);

export const dataTableBlock = shape(
  {
    type,
    caption: text(Infinity),
    rows: listOf(listOf(cell, dataTable.cells_per_row), dataTable.rows),
  },
  {
    block_id: blockId,
    page_size: whole(dataTable.page_size),
    row_header_column_index: whole([0, 19], 0),
  },
  evenRows,
);

const label = text(chart.label);
const point = shape({ label, value: numeric });
const axis = shape(
  { categories: listOf(label, chart.categories) },
  { x_label: text(chart.axis_label), y_label: text(chart.axis_label) },
);

const segment = shape({ label, value: numeric }, {}, (value, at, scan) => {
  if (isObject(value) && typeof value['value'] === 'number' && value['value'] <= 0) {
    problem(scan, 'must be greater than 0', `${at}/value`);
  }
});

/** Every series has its own name, and its points stand on the categories. */
const seriesFitAxis: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  const { axis_config } = value;
  const categories = isObject(axis_config) ? axis_config['categories'] : [];
  const names = new Set<string>();
  objectsOf(value['series']).forEach((series, index) => {
    const name = textOf(series['name']);
    if (names.has(name)) {
      problem(scan, 'series names must be unique', `${at}/series/${index}/name`);
    }
    names.add(name);
    objectsOf(series['data']).forEach(({ label: own }, nth) => {
      if (Array.isArray(categories) && categories.includes(own)) return;
      const where = `${at}/series/${index}/data/${nth}/label`;
      problem(scan, 'must be one of the `categories`', where);
    });
  });
};

const series = listOf(shape({ name: label, data: listOf(point, chart.points) }), chart.series);
const plotted = shape({ type, series, axis_config: axis }, {}, seriesFitAxis);

export const chartBlock = shape(
  {
    type,
    title: text(chart.title),
    chart: byType(
      new Map([
        ['pie', shape({ type, segments: listOf(segment, chart.segments) })],
        ['bar', plotted],
        ['area', plotted],
        ['line', plotted],
      ]),
    ),
  },
  { block_id: blockId },
);
