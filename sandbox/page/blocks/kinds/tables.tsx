import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { isObject, objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { RichText } from '../text/rich-text.tsx';
import { PlainText } from '../text/text.tsx';
import '../table.css';

type Rows = readonly (readonly unknown[])[];

function rowsOf(block: Json): Rows {
  const rows: unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  return rows.filter((row): row is unknown[] => Array.isArray(row));
}

function Cell({ value }: Readonly<{ value: unknown }>): ReactNode {
  if (!isObject(value)) return textOf(value);
  if (value['type'] === 'rich_text') return <RichText value={value} />;
  const text = textOf(value['text']);
  return (
    <PlainText
      text={text === '' && typeof value['value'] === 'number' ? String(value['value']) : text}
    />
  );
}

function isNumber(value: unknown): boolean {
  return isObject(value) && value['type'] === 'raw_number';
}

type TableProps = Readonly<{
  rows: Rows;
  /** How each column stands. */
  settings: readonly Obj[];
  /** The column that names its row. */
  rowHeader?: number;
  caption?: string;
}>;

function Table({ rows, settings, rowHeader, caption }: TableProps): ReactNode {
  const [head = [], ...body] = rows;
  const look = (column: number, cell: unknown): string => {
    const { align, is_wrapped: wrapped } = settings[column] ?? {};
    const side = typeof align === 'string' ? align : isNumber(cell) ? 'right' : 'left';
    return `bk-cell bk-cell-${side}${wrapped === true ? ' bk-cell-wrapped' : ''}`;
  };
  const label = caption ?? 'Table';
  return (
    <div className="bk-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="bk-table">
        {caption === undefined ? null : <caption className="bk-caption">{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" className={look(column, body[0]?.[column])}>
                <Cell value={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => {
                const Tag = column === rowHeader ? 'th' : 'td';
                return (
                  <Tag
                    key={column}
                    className={look(column, cell)}
                    {...(Tag === 'th' ? { scope: 'row' } : {})}
                  >
                    <Cell value={cell} />
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A `table` block: all rows, the first one as its head. */
export function PlainTable({ block }: Readonly<{ block: Json }>): ReactNode {
  return <Table rows={rowsOf(block)} settings={objectsOf(block['column_settings'])} />;
}

const PAGE_SIZE = 5;

function atLeast(value: unknown, least: number, otherwise: number): number {
  return typeof value === 'number' && value >= least ? Math.floor(value) : otherwise;
}

/** A `data_table` block: some rows at a time. */
export function DataTable({ block }: Readonly<{ block: Json }>): ReactNode {
  const [head = [], ...body] = rowsOf(block);
  const [wanted, setPage] = useState(0);
  const shownId = useId();
  const size = atLeast(block['page_size'], 1, PAGE_SIZE);
  const last = Math.max(0, Math.ceil(body.length / size) - 1);
  const page = Math.min(wanted, last);
  const shown = body.slice(page * size, (page + 1) * size);
  const turn = (by: number, label: string, icon: ReactNode): ReactNode => {
    const isEnd = page + by < 0 || page + by > last;
    return (
      <button
        type="button"
        className="bk-icon-button"
        aria-label={label}
        aria-describedby={shownId}
        aria-disabled={isEnd}
        onClick={() => {
          if (!isEnd) setPage(page + by);
        }}
      >
        {icon}
      </button>
    );
  };
  return (
    <div>
      <Table
        rows={[head, ...shown]}
        settings={[]}
        rowHeader={atLeast(block['row_header_column_index'], 0, 0)}
        caption={textOf(block['caption'])}
      />
      {last === 0 ? null : (
        <div className="bk-pages">
          {turn(-1, 'Previous page', <ChevronLeft aria-hidden size={16} />)}
          <span id={shownId} role="status">
            {page * size + 1}–{page * size + shown.length} of {body.length}
          </span>
          {turn(1, 'Next page', <ChevronRight aria-hidden size={16} />)}
        </div>
      )}
    </div>
  );
}
