import { Bot } from 'lucide-react';
import type { ReactNode } from 'react';

const COLOURS = ['#7a3e8e', '#1d6f8c', '#8a4b08', '#2f6b3a', '#9b2c4d', '#3f4fa3'];

/** A square with the first letter of a name, in a colour of its own. */
export function Avatar({
  name,
  bot = false,
}: Readonly<{ name: string; bot?: boolean }>): ReactNode {
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      className="avatar"
      aria-hidden="true"
      style={{ background: bot ? '#3b1140' : COLOURS[sum % COLOURS.length] }}
    >
      {bot ? <Bot /> : name.charAt(0)}
    </span>
  );
}
